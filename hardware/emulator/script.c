#include "script.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define WORDS 8
#define BYTES_MOST 64
#define RATE_LEAST 1.0
#define RATE_MOST 1000.0

struct deed {
    struct deed *next;
    avr_cycle_count_t at;
    void (*act)(struct script *script, const struct deed *deed);
    double number[CHANNELS];
    int channel, what;
    unsigned char bytes[BYTES_MOST];
};

int channel_named(const char *name)
{
    for (int i = 0; i < CHANNELS; i++)
        if (strcasecmp(name, CHANNEL_NAMES[i]) == 0 || (name[0] == '0' + i && name[1] == '\0'))
            return i;
    return -1;
}

int fault_named(const char *name)
{
    for (int i = 0; i < FAULTS; i++)
        if (strcmp(name, FAULT_NAMES[i]) == 0)
            return i;
    return -1;
}

static bool number(const char *word, double *value)
{
    char *end;
    *value = strtod(word, &end);
    return *word != '\0' && *end == '\0' && isfinite(*value);
}

static void do_counts(struct script *script, const struct deed *deed)
{
    memcpy(script->board->counts, deed->number, sizeof deed->number);
}

static bool read_counts(struct deed *deed, char **words)
{
    for (int i = 0; i < CHANNELS; i++)
        if (!number(words[i], &deed->number[i]))
            return false;
    return true;
}

static void do_fault(struct script *script, const struct deed *deed)
{
    hx711_set_fault(&script->board->chips[deed->channel], deed->what);
}

static bool read_fault(struct deed *deed, char **words)
{
    deed->channel = channel_named(words[0]);
    deed->what = fault_named(words[1]);
    return deed->channel >= 0 && deed->what >= 0;
}

static void do_rate(struct script *script, const struct deed *deed)
{
    hx711_set_rate(&script->board->chips[deed->channel], deed->number[0]);
}

static bool read_rate(struct deed *deed, char **words)
{
    deed->channel = channel_named(words[0]);
    return deed->channel >= 0 && number(words[1], &deed->number[0]) && deed->number[0] >= RATE_LEAST &&
           deed->number[0] <= RATE_MOST;
}

static void do_noise(struct script *script, const struct deed *deed)
{
    for (int i = 0; i < CHANNELS; i++)
        script->board->chips[i].noise = deed->number[0];
}

static bool read_noise(struct deed *deed, char **words)
{
    return number(words[0], &deed->number[0]) && deed->number[0] >= 0.0;
}

static void do_poke(struct script *script, const struct deed *deed)
{
    board_poke(script->board, (unsigned)deed->number[0], deed->bytes, deed->what);
}

// Pairs of hexadecimal digits; `what` is how many.
static bool read_bytes(struct deed *deed, const char *word)
{
    const size_t digits = strlen(word);
    if (digits % 2 != 0 || digits > 2 * BYTES_MOST)
        return false;
    for (deed->what = 0; 2 * (size_t)deed->what < digits; deed->what++) {
        const char pair[3] = {word[2 * deed->what], word[2 * deed->what + 1], '\0'};
        char *end;
        deed->bytes[deed->what] = (unsigned char)strtoul(pair, &end, 16);
        if (*end != '\0')
            return false;
    }
    return true;
}

static bool read_poke(struct deed *deed, char **words)
{
    char *end;
    deed->number[0] = strtoul(words[0], &end, 16);
    return *end == '\0' && read_bytes(deed, words[1]);
}

static void do_type(struct script *script, const struct deed *deed)
{
    line_type(&script->board->line, deed->bytes, deed->what);
}

static bool read_type(struct deed *deed, char **words)
{
    return read_bytes(deed, words[0]);
}

static void do_reset(struct script *script, const struct deed *deed)
{
    (void)deed;
    board_reset(script->board, 0.0);
}

static void do_stats(struct script *script, const struct deed *deed)
{
    (void)deed;
    script->stats = true;
}

static void do_stop(struct script *script, const struct deed *deed)
{
    (void)deed;
    script->stop = true;
}

static bool read_nothing(struct deed *deed, char **words)
{
    (void)deed, (void)words;
    return true;
}

static const struct {
    const char *verb;
    int words;
    bool (*read)(struct deed *deed, char **words);
    void (*act)(struct script *script, const struct deed *deed);
} VERBS[] = {
    {"counts", 4, read_counts, do_counts}, {"fault", 2, read_fault, do_fault}, {"rate", 2, read_rate, do_rate},
    {"noise", 1, read_noise, do_noise},    {"poke", 2, read_poke, do_poke},    {"reset", 0, read_nothing, do_reset},
    {"type", 1, read_type, do_type},       {"stats", 0, read_nothing, do_stats}, {"stop", 0, read_nothing, do_stop},
};

// Behind all that is not later: lines of the same moment keep their order.
static void queue(struct script *script, struct deed *deed)
{
    struct deed **place = &script->first;
    if (script->last != NULL && script->last->at <= deed->at)
        place = &script->last->next;
    while (*place != NULL && (*place)->at <= deed->at)
        place = &(*place)->next;
    deed->next = *place;
    *place = deed;
    if (deed->next == NULL)
        script->last = deed;
}

static bool understood(struct script *script, char **words, int n)
{
    struct deed deed = {.at = script->board->avr->cycle};
    if (n > 0 && words[0][0] == '@') {
        double at_us;
        if (!number(words[0] + 1, &at_us) || at_us < 0.0)
            return false;
        deed.at = (avr_cycle_count_t)(at_us * script->board->avr->frequency / 1e6);
        words++;
        n--;
    }
    for (unsigned i = 0; n > 0 && i < sizeof VERBS / sizeof *VERBS; i++) {
        if (strcmp(words[0], VERBS[i].verb) != 0)
            continue;
        if (n - 1 != VERBS[i].words || !VERBS[i].read(&deed, words + 1))
            return false;
        deed.act = VERBS[i].act;
        struct deed *kept = malloc(sizeof deed);
        if (kept == NULL)
            return false;
        *kept = deed;
        queue(script, kept);
        return true;
    }
    return false;
}

static void take_line(struct script *script, char *line)
{
    char said[sizeof script->line], *words[WORDS], *rest = NULL;
    int n = 0;
    snprintf(said, sizeof said, "%s", line);
    for (char *word = strtok_r(line, " \t\r", &rest); word != NULL; word = strtok_r(NULL, " \t\r", &rest))
        if (n < WORDS)
            words[n++] = word;
    if (n > 0 && words[0][0] != '#' && !understood(script, words, n))
        fprintf(stderr, "steadysim: not understood and passed over: %s\n", said);
}

void script_init(struct script *script, struct board *board)
{
    *script = (struct script){.board = board};
}

void script_feed(struct script *script, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\n') {
            script->line[script->length] = '\0';
            if (!script->overlong)
                take_line(script, script->line);
            else
                fputs("steadysim: a line is too long and was passed over\n", stderr);
            script->length = 0;
            script->overlong = false;
        } else if (script->length < sizeof script->line - 1) {
            script->line[script->length++] = text[i];
        } else {
            script->overlong = true;
        }
    }
}

bool script_read_file(struct script *script, const char *file)
{
    char chunk[4096];
    FILE *opened = fopen(file, "r");
    if (opened == NULL)
        return false;
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, opened)) > 0;)
        script_feed(script, chunk, n);
    fclose(opened);
    script_feed(script, "\n", 1);
    return true;
}

void script_do_until(struct script *script, avr_cycle_count_t now)
{
    while (script->first != NULL && script->first->at <= now) {
        struct deed *deed = script->first;
        script->first = deed->next;
        if (script->first == NULL)
            script->last = NULL;
        deed->act(script, deed);
        free(deed);
    }
}
