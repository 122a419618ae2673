// The script: what happens to the board, line by line, from a file or from stdin, at once or at a moment.
#ifndef STEADYSIM_SCRIPT_H
#define STEADYSIM_SCRIPT_H

#include "board.h"

struct deed; // one line, understood

struct script {
    struct board *board;
    struct deed *first, *last; // in the order of their moments
    char line[512];            // of stdin, as far as it has come
    unsigned length;
    bool overlong;
    bool stop, stats; // asked for
};

void script_init(struct script *script, struct board *board);
// Takes any chunk of text; a line that is not understood is told on stderr and passed over.
void script_feed(struct script *script, const char *text, size_t n);
bool script_read_file(struct script *script, const char *file);
// Does all that is due by that cycle.
void script_do_until(struct script *script, avr_cycle_count_t now);
// -1 when the name is no channel.
int channel_named(const char *name);
int fault_named(const char *name);

#endif
