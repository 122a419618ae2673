#include "line.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define UCSR0A 0xC0
#define UBRR0L 0xC4
#define UBRR0H 0xC5
#define BITS_PER_BYTE 10 // start, eight, stop; libsimavr counts a parity bit as well
#define RX_BUFFER 2      // the ATmega's receive buffer; one more byte is in the shift register
#define LOOK_EVERY 20    // slices between looks at the host's speed
#define SPEED_TOLERANCE 0.05

static const struct {
    speed_t code;
    double baud;
} SPEEDS[] = {{B4800, 4800},     {B9600, 9600},     {B19200, 19200},   {B38400, 38400},   {B57600, 57600},
              {B115200, 115200}, {B230400, 230400}, {B500000, 500000}, {B1000000, 1e6}};

static unsigned cycles_per_bit(const struct line *line)
{
    const uint8_t *data = line->avr->data;
    const unsigned divisor = (data[UBRR0L] | (data[UBRR0H] & 0x0F) << 8) + 1;
    return divisor * (data[UCSR0A] & 2 ? 8 : 16);
}

static unsigned cycles_per_byte(const struct line *line)
{
    return BITS_PER_BYTE * cycles_per_bit(line);
}

static uint8_t through(struct line *line, uint8_t byte)
{
    if (line->garbling == 0.0)
        return byte;
    line->noise = line->noise * 1664525u + 1013904223u; // Numerical Recipes' quick generator
    return byte ^ (uint8_t)(line->noise >> 24);
}

static void on_output(avr_irq_t *irq, uint32_t value, void *param)
{
    struct line *line = param;
    (void)irq;
    line->uart->cycles_per_byte = cycles_per_byte(line);
    const unsigned last = (line->out_begin + line->out_n + LINE_RING - 1) % LINE_RING;
    avr_cycle_count_t begin = line->avr->cycle;
    if (line->out_n > 0 && line->out[last].due > begin)
        begin = line->out[last].due;
    line->tally.sent++;
    if (line->out_n == LINE_RING)
        return; // cannot be: it is emptied every millisecond
    line->out[(line->out_begin + line->out_n++) % LINE_RING] =
        (struct line_byte){.due = begin + cycles_per_byte(line), .byte = (uint8_t)value};
}

static unsigned unread(const struct line *line)
{
    const uart_fifo_t *fifo = &line->uart->input;
    return (fifo->write - fifo->read) % uart_fifo_fifo_size;
}

// One byte from the host each byte's time, as on the wire. What comes while the buffer is full is gone.
static avr_cycle_count_t on_input(avr_t *avr, avr_cycle_count_t when, void *param)
{
    struct line *line = param;
    (void)avr;
    line->uart->cycles_per_byte = cycles_per_byte(line);
    if (line->in_n == 0)
        return 0;
    const uint8_t byte = through(line, line->in[line->in_begin]);
    line->in_begin = (line->in_begin + 1) % sizeof line->in;
    line->in_n--;
    line->tally.heard++;
    if (unread(line) > RX_BUFFER)
        line->tally.overrun++;
    else
        avr_raise_irq(line->uart->io.irq + UART_IRQ_INPUT, byte);
    return when + cycles_per_byte(line);
}

void line_init(struct line *line, avr_t *avr, avr_uart_t *uart)
{
    uint32_t flags = 0; // neither its own sleeping nor its echo on stdout
    *line = (struct line){.avr = avr, .uart = uart, .master = -1};
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), on_output, line);
}

// No echo, no line editing; the speed is the board's usual one until a host sets another.
static void make_raw(int terminal)
{
    struct termios how;
    if (tcgetattr(terminal, &how) != 0)
        return;
    cfmakeraw(&how);
    cfsetspeed(&how, B115200);
    tcsetattr(terminal, TCSANOW, &how);
}

bool line_open(struct line *line)
{
    int slave;
    if (openpty(&line->master, &slave, line->path, NULL, NULL) != 0)
        return false;
    make_raw(slave);
    // With no hand of our own on it, a read fails as soon as the last host has left.
    close(slave);
    fcntl(line->master, F_SETFL, fcntl(line->master, F_GETFL) | O_NONBLOCK);
    fcntl(line->master, F_SETFD, FD_CLOEXEC);
    return true;
}

void line_resume(struct line *line)
{
    line->out_n = 0;
    avr_cycle_timer_register(line->avr, 1, on_input, line);
}

static void look_at_speed(struct line *line)
{
    struct termios how;
    const double ours = (double)line->avr->frequency / cycles_per_bit(line);
    if (line->looked++ % LOOK_EVERY != 0 || tcgetattr(line->master, &how) != 0)
        return;
    for (unsigned i = 0; i < sizeof SPEEDS / sizeof *SPEEDS; i++) {
        const double ratio = SPEEDS[i].baud / ours;
        if (SPEEDS[i].code == cfgetospeed(&how))
            line->garbling = ratio < 1 - SPEED_TOLERANCE || ratio > 1 + SPEED_TOLERANCE ? ratio : 0.0;
    }
}

void line_type(struct line *line, const uint8_t *bytes, unsigned n)
{
    for (unsigned i = 0; i < n && !line_is_full(line); i++)
        line->in[(line->in_begin + line->in_n++) % sizeof line->in] = bytes[i];
    if (line->in_n > 0 && avr_cycle_timer_status(line->avr, on_input, line) == 0)
        avr_cycle_timer_register(line->avr, cycles_per_byte(line), on_input, line);
}

static void read_host(struct line *line)
{
    const unsigned room = sizeof line->in - line->in_n;
    uint8_t chunk[sizeof line->in];
    const ssize_t n = room > 0 ? read(line->master, chunk, room) : 0;
    if (n > 0)
        line_type(line, chunk, (unsigned)n);
}

static void write_host(struct line *line, bool wait)
{
    for (;;) {
        const ssize_t n = line->pending_n > 0 ? write(line->master, line->pending, line->pending_n) : 0;
        if (n > 0) {
            line->pending_n -= n;
            memmove(line->pending, line->pending + n, line->pending_n);
        }
        if (line->pending_n == 0 || !wait || (n < 0 && errno != EAGAIN))
            return;
        struct pollfd room = {.fd = line->master, .events = POLLOUT};
        if (poll(&room, 1, 100) <= 0 || room.revents & POLLHUP)
            return;
    }
}

static void take_off_the_wire(struct line *line)
{
    while (line->out_n > 0 && line->out[line->out_begin].due <= line->avr->cycle) {
        const uint8_t byte = line->out[line->out_begin].byte;
        line->out_begin = (line->out_begin + 1) % LINE_RING;
        line->out_n--;
        if (!line->host)
            continue;
        if (line->pending_n < LINE_RING)
            line->pending[line->pending_n++] = through(line, byte);
        else
            line->tally.lost++;
    }
}

// What the last host did not read, and how it had set the line, must not reach the next one.
static void forget_host(struct line *line)
{
    const int slave = open(line->path, O_RDWR | O_NOCTTY | O_NONBLOCK);
    line->pending_n = line->in_n = 0;
    line->garbling = 0.0;
    if (slave < 0)
        return;
    tcflush(slave, TCIOFLUSH);
    make_raw(slave);
    close(slave);
}

int line_pass(struct line *line, short events, bool wait)
{
    const bool was = line->host;
    line->host = !(events & POLLHUP);
    if (was && !line->host)
        forget_host(line);
    if (line->host) {
        line->looked = was ? line->looked : 0;
        look_at_speed(line);
        if (events & POLLIN)
            read_host(line);
    }
    take_off_the_wire(line);
    if (line->host)
        write_host(line, wait);
    return line->host - was;
}

void line_close(struct line *line)
{
    if (line->master >= 0)
        close(line->master);
    line->master = -1;
}
