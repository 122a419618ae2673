"""The game without a screen: level specs, tasks, the world, the scene, the sight ladder, staircases, stars."""
