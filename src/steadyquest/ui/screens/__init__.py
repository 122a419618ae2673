"""The screens, one module each; `flow` says which comes after which."""
