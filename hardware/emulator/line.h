// The serial line: the controller's UART on one side, a pseudo-terminal that hosts open and close on the other.
#ifndef STEADYSIM_LINE_H
#define STEADYSIM_LINE_H

#include <stdbool.h>
#include <stdint.h>

#include "avr_uart.h"
#include "sim_avr.h"

enum { LINE_RING = 1 << 16 };

struct line_byte {
    avr_cycle_count_t due; // when its stop bit is over
    uint8_t byte;
};

struct line {
    avr_t *avr;
    avr_uart_t *uart;
    int master;
    char path[128];
    bool host;           // somebody holds the other end
    unsigned looked;     // at the host's speed
    double garbling;     // the host's speed is another: what passes is noise
    uint32_t noise;
    struct line_byte out[LINE_RING]; // from the sketch, still on the wire
    unsigned out_begin, out_n;
    uint8_t pending[LINE_RING]; // off the wire, not yet taken by the system
    unsigned pending_n;
    uint8_t in[4096]; // from the host, waiting for the wire
    unsigned in_begin, in_n;
    struct {
        uint64_t sent, heard;
        uint64_t overrun; // came while the sketch had not read the bytes before
        uint64_t lost;    // the host did not take them
    } tally;
};

void line_init(struct line *line, avr_t *avr, avr_uart_t *uart);
// Makes the pseudo-terminal; false when there is none.
bool line_open(struct line *line);
// After the start or a reset of the controller.
void line_resume(struct line *line);
// Passes on what has arrived, both ways; +1: a host has come, -1: it has left. `wait`: for a slow host.
int line_pass(struct line *line, short events, bool wait);
// Whether the host's next bytes have to wait until some are on the wire.
static inline bool line_is_full(const struct line *line)
{
    return line->in_n == sizeof line->in;
}
// Puts bytes on the wire to the sketch, as if a host had sent them.
void line_type(struct line *line, const uint8_t *bytes, unsigned n);
void line_close(struct line *line);

#endif
