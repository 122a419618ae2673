// steadysim: the real sketch on a simulated ATmega328P with four modelled HX711s, behind a pseudo-terminal.
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "board.h"
#include "script.h"

#define SLICE_US 1000
#define SENDING_US 125
#define TIMER_SLACK_NS 1000 // Linux wakes up to 50 us late otherwise
// Held up for longer than this, emulated time waits as well, instead of rushing to catch up.
#define LATE_MOST_NS 200000000LL
#define BOOT_S 1.0 // the Uno's boot loader waits this long for a new sketch
#define KEEP_EVERY 1000 // slices between looks at the EEPROM, about a second
#define START_UP 0.01 // 0.1 ms of chance at each power-up; none where the phases are given

static const char USAGE[] =
    "usage: steadysim ELF [options]; the first line on stdout is the port's path\n"
    "  --speed real|max        real time (default), or as fast as it goes\n"
    "  --osc HZ,HZ,HZ,HZ       the chips' rates: FL,FR,RL,RR (default 80 each)\n"
    "  --phase P,P,P,P         when in its first period each begins, 0 to 1; then equal chips stay in step\n"
    "  --counts N,N,N,N        the load at the start\n"
    "  --fault CH=KIND         missing, hung, stuck_low or noisy; may be repeated\n"
    "  --noise COUNTS          standard deviation of every conversion (default 0)\n"
    "  --seed N                of phases and noise\n"
    "  --seconds S             stop after so much emulated time\n"
    "  --script FILE           lines of commands, read before the start; the same lines come on stdin\n"
    "  --log FILE              every conversion and what became of it, as CSV\n"
    "  --eeprom FILE           kept from one start to the next\n"
    "  --link PATH             also make this link to the port\n"
    "  --reset-on-open         a host that opens the port resets the board, as DTR does\n"
    "  --wait                  begin only when a host has opened the port\n"
    "  --leash                 stop when stdin ends: whoever started this has gone\n"
    "  --quiet                 no tally at the end\n";

struct wishes {
    bool fast, wait, leash, quiet, reset_on_open, phases_given;
    double hz[CHANNELS], phases[CHANNELS], counts[CHANNELS], noise, seconds;
    int faults[CHANNELS];
    unsigned long seed;
    const char *elf, *script, *log, *eeprom, *link;
};

static volatile sig_atomic_t told_to_stop;

static void on_signal(int number)
{
    (void)number;
    told_to_stop = 1;
}

static _Noreturn void refuse(const char *what, const char *why)
{
    fprintf(stderr, "steadysim: %s %s\n", what, why);
    exit(2);
}

static bool four(const char *text, double values[CHANNELS], double least, double most)
{
    int used = 0;
    if (sscanf(text, "%lf,%lf,%lf,%lf%n", &values[0], &values[1], &values[2], &values[3], &used) != CHANNELS ||
        text[used] != '\0')
        return false;
    for (int i = 0; i < CHANNELS; i++)
        if (!(values[i] >= least && values[i] <= most))
            return false;
    return true;
}

static double positive(const char *name, const char *text)
{
    char *end;
    const double value = strtod(text, &end);
    if (*text == '\0' || *end != '\0' || !(value >= 0.0 && value < 1e12))
        refuse(name, "has to be a number, 0 or more");
    return value;
}

static void take_fault(struct wishes *wishes, char *text)
{
    char *kind = strchr(text, '=');
    if (kind != NULL) {
        *kind++ = '\0';
        const int channel = channel_named(text), fault = fault_named(kind);
        if (channel >= 0 && fault >= 0) {
            wishes->faults[channel] = fault;
            return;
        }
    }
    refuse("--fault", "takes FL, FR, RL or RR = missing, hung, stuck_low or noisy");
}

enum { SPEED = 1, OSC, PHASE, COUNTS, FAULT, NOISE, SEED, SECONDS, SCRIPT, LOG, EEPROM, LINK, ON_OPEN, WAIT, LEASH, QUIET };

static const struct option OPTIONS[] = {
    {"speed", required_argument, NULL, SPEED},   {"osc", required_argument, NULL, OSC},
    {"phase", required_argument, NULL, PHASE},   {"counts", required_argument, NULL, COUNTS},
    {"fault", required_argument, NULL, FAULT},   {"noise", required_argument, NULL, NOISE},
    {"seed", required_argument, NULL, SEED},     {"seconds", required_argument, NULL, SECONDS},
    {"script", required_argument, NULL, SCRIPT}, {"log", required_argument, NULL, LOG},
    {"eeprom", required_argument, NULL, EEPROM}, {"link", required_argument, NULL, LINK},
    {"reset-on-open", no_argument, NULL, ON_OPEN}, {"wait", no_argument, NULL, WAIT},
    {"leash", no_argument, NULL, LEASH},         {"quiet", no_argument, NULL, QUIET},
    {"help", no_argument, NULL, 'h'},            {NULL, 0, NULL, 0},
};

static void take_option(struct wishes *wishes, int option)
{
    switch (option) {
    case SPEED:
        if (strcmp(optarg, "real") != 0 && strcmp(optarg, "max") != 0)
            refuse("--speed", "is real or max");
        wishes->fast = optarg[0] == 'm';
        return;
    case OSC:
        if (!four(optarg, wishes->hz, 1.0, 1000.0))
            refuse("--osc", "takes four rates from 1 to 1000 Hz: HZ,HZ,HZ,HZ");
        return;
    case PHASE:
        if (!four(optarg, wishes->phases, 0.0, 1.0))
            refuse("--phase", "takes four numbers from 0 to 1: P,P,P,P");
        wishes->phases_given = true;
        return;
    case COUNTS:
        if (!four(optarg, wishes->counts, -1e9, 1e9))
            refuse("--counts", "takes four numbers: N,N,N,N");
        return;
    case FAULT: take_fault(wishes, optarg); return;
    case NOISE: wishes->noise = positive("--noise", optarg); return;
    case SEED: wishes->seed = (unsigned long)positive("--seed", optarg); return;
    case SECONDS: wishes->seconds = positive("--seconds", optarg); return;
    case SCRIPT: wishes->script = optarg; return;
    case LOG: wishes->log = optarg; return;
    case EEPROM: wishes->eeprom = optarg; return;
    case LINK: wishes->link = optarg; return;
    case ON_OPEN: wishes->reset_on_open = true; return;
    case WAIT: wishes->wait = true; return;
    case LEASH: wishes->leash = true; return;
    case QUIET: wishes->quiet = true; return;
    case 'h': fputs(USAGE, stdout); exit(0);
    default: fputs(USAGE, stderr); exit(2);
    }
}

static struct wishes wishes_of(int argc, char **argv)
{
    struct wishes wishes = {.hz = {80, 80, 80, 80}};
    for (int option; (option = getopt_long(argc, argv, "h", OPTIONS, NULL)) != -1;)
        take_option(&wishes, option);
    if (optind + 1 != argc) {
        fputs(USAGE, stderr);
        exit(2);
    }
    wishes.elf = argv[optind];
    return wishes;
}

static int64_t now_ns(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static void tell(const struct board *board, int64_t began_ns)
{
    printf("{\"t_s\": %.6f, \"wall_s\": %.3f, \"cpu_s\": %.3f, \"resets\": %u, \"uart\": {\"sent\": %llu, "
           "\"heard\": %llu, \"overrun\": %llu, \"lost\": %llu}, \"chips\": {",
           board_seconds(board), (now_ns(CLOCK_MONOTONIC) - began_ns) / 1e9, now_ns(CLOCK_PROCESS_CPUTIME_ID) / 1e9,
           board->resets, (unsigned long long)board->line.tally.sent, (unsigned long long)board->line.tally.heard,
           (unsigned long long)board->line.tally.overrun, (unsigned long long)board->line.tally.lost);
    for (int i = 0; i < CHANNELS; i++) {
        const struct hx711_tally *tally = &board->chips[i].tally;
        const double us = 1e6 / board->avr->frequency;
        const struct {
            const char *name;
            uint64_t n;
        } counts[] = {{"conversions", tally->conversions}, {"read", tally->read},
                      {"missed", tally->missed},           {"torn", tally->torn},
                      {"wrong", tally->wrong},             {"partial", tally->partial},
                      {"unready", tally->unready},         {"power_downs", tally->power_downs},
                      {"short_pulses", tally->short_pulses}};
        printf("%s\"%s\": {", i > 0 ? ", " : "", CHANNEL_NAMES[i]);
        for (unsigned k = 0; k < sizeof counts / sizeof *counts; k++)
            printf("\"%s\": %llu, ", counts[k].name, (unsigned long long)counts[k].n);
        printf("\"sck_high_most_us\": %.3f, \"gap_most_us\": %.1f}", tally->high_most * us, tally->gap_most * us);
    }
    printf("}}\n");
    fflush(stdout);
}

static void before_weighing(void *who, avr_cycle_count_t now)
{
    script_do_until(who, now);
}

// Emulated time follows the clock: where it should be by now.
static avr_cycle_count_t cycle_now(const struct board *board, int64_t *zero_ns)
{
    const double per_ns = board->avr->frequency / 1e9;
    const int64_t passed_ns = now_ns(CLOCK_MONOTONIC) - *zero_ns;
    const int64_t late_ns = passed_ns - (int64_t)(board->avr->cycle / per_ns);
    if (late_ns > LATE_MOST_NS)
        *zero_ns += late_ns - LATE_MOST_NS;
    return (avr_cycle_count_t)((late_ns > LATE_MOST_NS ? passed_ns - late_ns + LATE_MOST_NS : passed_ns) * per_ns);
}

// Whether stdin goes on.
static bool hear_stdin(struct script *script)
{
    char chunk[65536];
    const ssize_t n = read(STDIN_FILENO, chunk, sizeof chunk);
    if (n > 0)
        script_feed(script, chunk, n);
    return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

// Until a host has opened the port; commands are heard meanwhile.
static void await_host(struct board *board, struct script *script, const struct wishes *wishes)
{
    const struct timespec pause = {.tv_nsec = SLICE_US * 1000L};
    for (bool talking = true; !script->stop && !told_to_stop;) {
        struct pollfd ends[2] = {{.fd = talking ? STDIN_FILENO : -1, .events = POLLIN}, {.fd = board->line.master}};
        poll(ends, 2, 0);
        if (!(ends[1].revents & POLLHUP))
            return;
        if (ends[0].revents && !hear_stdin(script)) {
            talking = false;
            script->stop = wishes->leash;
        }
        nanosleep(&pause, NULL);
    }
}

// Sleeps until a slice is over or somebody says something. A byte on the wire is delivered soon after it has ended.
static void await(const struct board *board, struct pollfd ends[2], bool fast)
{
    const struct timespec slice = {.tv_nsec = 1000L * (board->line.out_n > 0 ? SENDING_US : SLICE_US)}, none = {0};
    // Without a host its end would call all the time; and so would bytes for which there is no room yet.
    const bool deaf = !board->line.host || line_is_full(&board->line);
    ends[1].fd = fast || !deaf ? board->line.master : -1;
    ends[0].revents = ends[1].revents = 0;
    ppoll(ends, 2, fast ? &none : &slice, NULL);
    if (!fast && deaf) {
        ends[1].fd = board->line.master;
        poll(&ends[1], 1, 0);
    }
}

static void mind_host(struct board *board, const struct wishes *wishes, short events)
{
    const int change = line_pass(&board->line, events, wishes->fast);
    if (change == 0)
        return;
    puts(change > 0 ? "host here" : "host gone");
    fflush(stdout);
    if (change > 0 && wishes->reset_on_open)
        board_reset(board, BOOT_S);
}

static bool run(struct board *board, struct script *script, const struct wishes *wishes)
{
    if (wishes->wait)
        await_host(board, script, wishes);
    const int64_t began_ns = now_ns(CLOCK_MONOTONIC);
    int64_t zero_ns = began_ns;
    const avr_cycle_count_t slice = (avr_cycle_count_t)board->avr->frequency * SLICE_US / 1000000;
    struct pollfd ends[2] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.events = POLLIN}};
    bool whole = true;
    for (unsigned n = 1; whole && !script->stop && !told_to_stop; n++) {
        await(board, ends, wishes->fast);
        // First what was until now, then what is new.
        whole = board_run_until(board, wishes->fast ? board->avr->cycle + slice : cycle_now(board, &zero_ns));
        if (ends[0].revents && !hear_stdin(script)) {
            ends[0].fd = -1;
            script->stop = wishes->leash;
        }
        script_do_until(script, board->avr->cycle);
        mind_host(board, wishes, ends[1].revents);
        if (script->stats)
            tell(board, began_ns);
        script->stats = false;
        if (n % KEEP_EVERY == 0)
            board_keep_eeprom(board);
        script->stop |= wishes->seconds > 0.0 && board_seconds(board) >= wishes->seconds;
    }
    line_pass(&board->line, board->line.host ? 0 : POLLHUP, wishes->fast);
    for (int i = 0; i < CHANNELS; i++)
        hx711_close_log(&board->chips[i]);
    board_keep_eeprom(board);
    if (!wishes->quiet)
        tell(board, began_ns);
    if (!whole)
        fprintf(stderr, "steadysim: the sketch has crashed at %.6f s, pc 0x%04x\n", board_seconds(board),
                (unsigned)board->avr->pc);
    return whole;
}

static void make_link(const char *link, const char *path)
{
    char target[256], fresh[4096];
    if (access(link, F_OK) == 0 && readlink(link, target, sizeof target) < 0)
        refuse(link, "is not a link and is left alone; choose another name");
    snprintf(fresh, sizeof fresh, "%s.%d", link, (int)getpid());
    if (symlink(path, fresh) != 0 || rename(fresh, link) != 0)
        refuse(link, "cannot be made; choose another place");
}

static void drop_link(const char *link, const char *path)
{
    char target[256];
    const ssize_t n = readlink(link, target, sizeof target - 1);
    if (n > 0 && (target[n] = '\0', strcmp(target, path) == 0))
        unlink(link);
}

static void prepare(struct board *board, const struct wishes *wishes)
{
    // splitmix64 (Steele, Lea & Flood 2014), one number for each phase and each chip's noise.
    uint64_t state = wishes->seed;
    double phases[CHANNELS];
    for (int i = 0; i < CHANNELS; i++) {
        uint64_t z = state += 0x9E3779B97F4A7C15u;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        z ^= z >> 31;
        phases[i] = wishes->phases_given ? wishes->phases[i] : (z >> 40) / (double)(1 << 24);
        board->chips[i].random = (uint32_t)z | 1;
        board->chips[i].noise = wishes->noise;
        board->chips[i].start_up = wishes->phases_given ? 0.0 : START_UP;
        board->counts[i] = wishes->counts[i];
    }
    board_start(board, wishes->hz, phases);
    for (int i = 0; i < CHANNELS; i++)
        hx711_set_fault(&board->chips[i], wishes->faults[i]);
}

int main(int argc, char **argv)
{
    static struct board board; // its rings are too large for the stack
    struct script script;
    const struct wishes wishes = wishes_of(argc, argv);
    FILE *log = NULL;
    if (wishes.log != NULL && (log = fopen(wishes.log, "w")) == NULL)
        refuse(wishes.log, "cannot be written; choose another place");
    board_init(&board, wishes.elf, log);
    script_init(&script, &board);
    board.before_weighing = before_weighing;
    board.who = &script;
    if (wishes.eeprom != NULL && !board_load_eeprom(&board, wishes.eeprom))
        refuse(wishes.eeprom, "is no EEPROM of this emulator and is left alone; choose another name");
    if (wishes.script != NULL && !script_read_file(&script, wishes.script))
        refuse(wishes.script, "cannot be read");
    if (!line_open(&board.line))
        refuse("the port", "cannot be made: no pseudo-terminal is free");
    if (wishes.link != NULL)
        make_link(wishes.link, board.line.path);
    const struct sigaction stop = {.sa_handler = on_signal};
    sigaction(SIGINT, &stop, NULL);
    sigaction(SIGTERM, &stop, NULL);
    sigaction(SIGHUP, &stop, NULL);
    signal(SIGPIPE, SIG_IGN);
    prctl(PR_SET_TIMERSLACK, TIMER_SLACK_NS);
    fcntl(STDIN_FILENO, F_SETFL, fcntl(STDIN_FILENO, F_GETFL) | O_NONBLOCK);
    puts(board.line.path);
    fflush(stdout);
    prepare(&board, &wishes);
    const bool whole = run(&board, &script, &wishes);
    if (wishes.link != NULL)
        drop_link(wishes.link, board.line.path);
    line_close(&board.line);
    if (log != NULL)
        fclose(log);
    return whole ? 0 : 3;
}
