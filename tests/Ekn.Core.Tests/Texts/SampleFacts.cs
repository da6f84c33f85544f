using Ekn.Core.Calendar;
using Ekn.Core.Decisions;
using Ekn.Core.Nights;
using Ekn.Core.Nights.Asking;
using Ekn.Core.Nights.Counting;
using Ekn.Core.Nights.Deciding;
using Ekn.Core.People;
using Ekn.Core.Shifts;
using Ekn.Core.Weather;
using Microsoft.Extensions.Options;

namespace Ekn.Core.Texts;

/// <summary>
/// The facts that the service gives to each text, made by the same builders from long but real values. A text asks for
/// nothing beyond what stands here for it.
/// </summary>
internal static class SampleFacts
{
    public const string Name = "Margareta Wahlberg";

    // As long as the address of a small organisation is with the token of a link.
    public static readonly string Link = "https://extrakallanatter.example.org/l/".PadRight(60, 'x');

    private static readonly Night Night = Night.Parse("2026-12-22");
    private static readonly PeopleDirectory People = new(
        Options.Create(
            new PeopleOptions
            {
                Coordinators = [Person("c1", "Margareta Wahlberg", "+46701740605")],
                SiteLeads = [Person("s1", "Alexandra Lindström", "+46701740607")],
            }
        )
    );

    private static readonly NightWords Words = new(People);
    private static readonly DecisionWords DecisionWords = new(People);
    private static readonly NightRow Row = new() { Night = Night, Code = "BC" };

    private static readonly PremisesOfNight Room = new()
    {
        Name = "Västermalms församling",
        Church = "Västermalms församling",
        Address = "Exempelgatan 123, Stockholm",
        Capacity = 40,
        ContactName = "Vera Västermalm",
        Phone = "+46701740611",
        SiteLead = "sitelead:s1",
        State = "accepted",
    };

    private static readonly ShiftOfNight[] Shifts =
    [
        Shift(ShiftKind.Evening, "2026-12-22 18:00", "2026-12-22 22:00"),
        Shift(ShiftKind.Night, "2026-12-22 22:00", "2026-12-23 06:00"),
        Shift(ShiftKind.Morning, "2026-12-23 06:00", "2026-12-23 09:00"),
    ];

    private static readonly GuestCount Count = new()
    {
        Women = 14,
        Men = 23,
        NotStated = 2,
        TurnedAway = 12,
        Threats = 1,
        Violence = 1,
        Police = 1,
        Ambulance = 1,
        Minors = 1,
    };

    /// <summary>
    /// For each purpose (proposal-open, booked, …) the facts in the words of a language. Several where the same text is
    /// sent with facts that differ much in length.
    /// </summary>
    public static IReadOnlyDictionary<string, Func<Wording, Facts>[]> ByPurpose(MessageTexts texts)
    {
        Func<Wording, Facts> none = _ => Facts.None;
        var night = Words.Of(Row);
        var room = Words.Of(Row, [Room]);
        var shifts = Words.Of(Row, Shifts);
        var shift = Words.Of(Row, Shifts[..1]);
        Func<Wording, Facts> linked = wording =>
            shifts(wording)
                .With("example", "BC1")
                .With("link", Link)
                .With("who", "")
                .With("why", VolunteerCall.Why([AskReason.NeverAsked, AskReason.Rested(12)], wording));
        Func<Wording, Facts> shared = wording =>
            linked(wording).With("who", wording.Say("asked-who", Facts.None.With("names", "Alexandra/Bo")) + " ");
        Func<Wording, Facts> standing = wording =>
            Facts
                .None.With("what", $"{wording.Word("weekdays.wednesday")} {wording.Shift(ShiftKind.Evening)}")
                .With("weekday", wording.Word("weekdays.wednesday").ToUpperInvariant())
                .With("example", "ALLA ONSDAGAR KVÄLL");
        Func<Wording, Facts> counted = wording => room(wording).With(CountWords.Of(Count, 40, wording));
        Func<Wording, Facts> listed = wording =>
            Facts.None.With(
                "shifts",
                string.Join(
                    ", ",
                    Shifts.Select(one => $"{one.ReplyCode} {wording.Day(Night.Evening)} {wording.Shift(one.Kind)}")
                )
            );
        Func<Wording, Facts> booked = wording =>
            Facts
                .None.With(
                    "booked",
                    $"{Shifts[0].ReplyCode} {wording.Day(Night.Evening)} {wording.Shift(Shifts[0].Kind)}"
                )
                .With("code", Shifts[0].ReplyCode);
        return new Dictionary<string, Func<Wording, Facts>[]>(StringComparer.Ordinal)
        {
            ["rota-asked"] = [room],
            ["rota-kept"] = [room],
            ["rota-freed"] = [room],
            ["note"] =
            [
                wording => night(wording).With("text", "Kom gärna en kvart tidigare, dörren på baksidan är öppen."),
            ],
            ["printout"] = [room],
            ["sign-in"] = [_ => Facts.None.With("code", "123456").With("link", Link)],
            ["proposal-open"] = Asked(texts, "no-answer.open", null, "cold", "cold,warning", "warning,strong-cooling"),
            ["proposal-closed"] = Asked(
                texts,
                "no-answer.closed",
                null,
                "borderline-cold",
                "borderline-cold,borderline-warning"
            ),
            ["proposal-unknown"] =
            [
                .. Enum.GetValues<WeatherProblemKind>()
                    .SelectMany(kind =>
                        Asked(
                            texts,
                            "no-answer.asked-again",
                            $"{WireName.Of(kind)}: HTTP 503",
                            "forecast-unknown",
                            "forecast-unknown,warnings-unknown"
                        )
                    ),
            ],
            ["proposal-call-off"] = Asked(
                texts,
                "no-answer.stays-open",
                null,
                "mild",
                "borderline-cold,borderline-warning"
            ),
            ["decision-open"] = Standing(texts, Outcome.Open, DecisionStep.Automatic, "cold,warning"),
            ["decision-closed"] = Standing(texts, Outcome.Closed, DecisionStep.Automatic, "borderline-cold"),
            ["decision-stands"] = Standing(texts, Outcome.Open, DecisionStep.Confirmed, "cold,warning"),
            ["decision-reason-missing"] = Standing(texts, Outcome.Open, DecisionStep.Confirmed, "cold"),
            ["decision-open-or-close"] = Standing(texts, Outcome.Closed, DecisionStep.Confirmed, "cold"),
            ["decision-over"] = Standing(texts, Outcome.Open, DecisionStep.Confirmed, "cold"),
            ["decision-not-by-email"] = [none],
            ["coordinator-which-night"] = [night],
            ["coordinator-unclear"] = [none],
            ["early-notice"] = [linked, shared],
            ["call-volunteer"] = [linked, shared],
            ["early-off"] = [room],
            ["contact-test"] = [_ => Facts.None.With("link", Link)],
            ["contact-test-reminder"] = [_ => Facts.None.With("link", Link)],
            ["contact-thanks"] = [none],
            ["practice-started"] = [room],
            ["practice-over"] = [night],
            ["practice-now-open"] = [night],
            ["practice-now-early"] = [night],
            ["practice-no-more"] = [night],
            ["called-off"] = [room],
            ["closed-early"] = [room],
            ["opens-booked"] = [shift, shifts],
            ["reminder"] = [shift, shifts],
            ["open-city"] = [room, Words.Of(Row, Array.Empty<PremisesOfNight>())],
            ["call-church"] = [wording => room(wording).With("link", Link)],
            ["call-site-lead"] = [wording => room(wording).With("link", Link)],
            ["moved"] = [wording => room(wording).With("oldPremises", "Norrmalmskyrkan")],
            ["room-left"] = [room],
            ["call-church-again"] = [wording => room(wording).With("link", Link)],
            ["hired"] = [shift],
            ["hired-off"] = [shift],
            ["lead-released"] = [room],
            ["count-which-room"] =
            [
                wording => room(wording).With("premises", "Västermalms församling, Norrmalmskyrkan, Immanuelskyrkan"),
            ],
            ["room-needed"] =
            [
                .. new[] { "alert.churchSilent", "alert.churchDeclined", "alert.noPremises", "alert.roomFailed" }
                    .SelectMany(key => new[] { key, $"still {key}" })
                    .Select(key => (Func<Wording, Facts>)(wording => RoomNeeded(texts, key, wording))),
            ],
            ["room-closed"] = [shift],
            ["booked"] = [shift],
            ["booked-early"] = [shift],
            ["already-booked"] = [shift],
            ["call-dates"] =
            [
                wording =>
                    shared(wording)
                        .With("dates", string.Join("; ", Enumerable.Repeat(DatesLetter.Line(Row, Shifts, wording), 2)))
                        .With("example", "BC1 BD2"),
                wording =>
                    linked(wording)
                        .With(
                            "dates",
                            string.Join("; ", Enumerable.Repeat(DatesLetter.Line(Row, Shifts[..1], wording), 4))
                        )
                        .With("example", "BC1 BD2"),
            ],
            ["place-offered"] = [wording => shift(wording).With("until", wording.Moment(Shifts[0].StartsAt))],
            ["reminder-church"] = [wording => room(wording).With("booked", 12)],
            ["reminder-site-lead"] = [wording => room(wording).With("booked", 12)],
            ["standing-booked"] = [shifts],
            ["standing-booked-early"] = [shifts],
            ["standing-kept"] = [standing],
            ["standing-ended"] = [standing],
            ["standing-which"] = [standing],
            ["full-waiting"] = [shift],
            ["on-reserve"] = [shift],
            ["night-off"] = [night],
            ["night-over"] = [night],
            ["no-such-shift"] = [night],
            ["withdrawn"] = [shift],
            ["place-free"] = [shift],
            ["not-needed"] = [night],
            ["not-needed-dates"] =
            [
                wording => DatesStop.FactsOf([Night, Night.Next, Night.Next.Next, Night.Next.Next.Next], wording),
            ],
            ["declined"] = [none],
            ["leaving"] = [none],
            ["question-passed-on"] = [Words.Coordinator()],
            ["question-answered"] = [shift],
            ["question-answered-offer"] = [shift, shifts],
            ["nothing-offered"] = [listed],
            ["not-offered"] = [listed],
            ["unclear"] = [listed],
            ["unclear-booked"] = [booked],
            ["unclear-booked-more"] = [wording => booked(wording).With(listed(wording))],
            ["unclear-passed-on"] = [Words.Coordinator()],
            ["who-are-you"] = [none],
            ["stopped"] = [none],
            ["started"] = [none],
            ["unknown-number"] = [none],
            ["church-yes"] = [room],
            ["church-no"] = [room],
            ["church-no-other"] = [room],
            ["room-back"] = [room],
            ["church-too-late"] = [room],
            ["church-unclear"] = [room],
            ["count-read-back"] = [counted],
            ["count-unclear"] = [none],
            ["count-no-night"] = [none],
            ["routine-minor"] = [counted],
            ["routine-threat"] = [counted],
            ["count-reminder"] = [wording => room(wording).With("link", Link)],
            ["count-reminder-coordinator"] = [room],
            ["night-report"] = [counted],
            ["night-report-uncounted"] = [counted],
            ["alert"] =
            [
                .. texts
                    .Keys("sv")
                    .Where(key => key.StartsWith("alert.") && !IsLetter(key))
                    .SelectMany(key => Details(texts, key), (key, detail) => (key, detail))
                    .Select(alert => (Func<Wording, Facts>)(wording => What(texts, alert.key, alert.detail, wording))),
            ],
        };
    }

    /// <summary>Whether a key is a part of a letter: its text message, subject or email.</summary>
    public static bool IsLetter(string key) =>
        key.EndsWith(".sms") || (!key.StartsWith("email.") && (key.EndsWith(".subject") || key.EndsWith(".email")));

    /// <summary>The facts of the texts that others are put together from.</summary>
    public static Facts OfFragment(Wording wording) =>
        Facts
            .None.With("evening", wording.Day(Night.Evening))
            .With("morning", wording.Day(Night.Morning))
            .With("temperature", wording.Temperature(-12.3m))
            .With("at", "23:00")
            .With("events", "Snöfall")
            .With("problem", "-")
            .With("link", Link)
            .With("night", wording.Night(Night))
            .With("detail", Detail)
            .With(Unfilled(wording))
            .With("names", "Anna/Bo")
            .With("weekday", "onsdagar")
            .With("number", 12)
            .With("count", 3)
            .With("shift", wording.Shift(ShiftKind.Night))
            .With("code", "BC2")
            .With("booked", 1)
            .With("heads", 4)
            .With("text", "Påminnelse")
            .With("room", "Västermalms församling")
            .With("capacity", 40)
            .With("what", "-")
            .With("open", 3)
            .With("closed", 2)
            .With("unfilled", 2)
            .With("file", "ekn-20261201-103000.db")
            .With("size", 1234)
            .With("error", "TimeoutException")
            .With("tonight", "-")
            .With("ahead", "-")
            .With("id", "138")
            .With("channel", "sms")
            .With("who", "-")
            .With("reason", "-")
            .With("round", "-")
            .With("sent", 140)
            .With("heard", 12)
            .With("minutes", 30)
            .With("seconds", 30);

    private static Facts Unfilled(Wording wording) =>
        Facts
            .None.With(
                "shifts",
                string.Join(", ", Shifts.Select(shift => Nights.Asking.Unfilled.InWords(shift, wording)))
            )
            .With("asked", 138)
            .With("declined", 12)
            .With("next", wording.Word("unfilled.by-phone"));

    // Rooms and shifts.
    private static string Detail => "Västermalms församling -> Högalids församling";

    /// <summary>What an alert may have to say, in each of the ways that it can be said.</summary>
    private static IEnumerable<Note> Details(MessageTexts texts, string alert)
    {
        var reasons = texts
            .Keys("sv")
            .Where(key => key.StartsWith("why.", StringComparison.Ordinal))
            .Select(key =>
                Note.Of(key)
                    .With("code", "HTTP 401, 20003")
                    .With("error", "NameResolutionError")
                    .With("count", 12)
                    .With("seconds", 30)
                    .With("reason", Note.Of("why.list-unreachable"))
            )
            .ToList();
        var lost = Note.Of("trouble.lost")
            .With("what", Note.Of("page.purpose.opens-booked"))
            .With("channel", Note.Of("page.messages.channel-email"))
            .With("who", Note.Of("recipient.coordinator").With("id", "margareta"));
        return alert switch
        {
            "alert.messageFailed" =>
            [
                .. reasons.Select(reason => lost.With("reason", reason)),
                Note.Of("trouble.expired")
                    .With("what", Note.Of("page.purpose.opens-booked"))
                    .With("channel", Note.Of("page.messages.channel-email"))
                    .With("who", Note.Of("recipient.volunteer").With("id", "138")),
            ],
            "alert.gatewayRefuses" =>
            [
                .. reasons,
                .. reasons.Select(reason => Note.Of("trouble.first-gateway").With("reason", reason)),
                .. reasons.Select(reason => Note.Of("trouble.second-gateway").With("reason", reason)),
            ],
            "alert.mailRefuses" => reasons,
            "alert.jobFailed" =>
            [
                .. texts
                    .Keys("sv")
                    .Where(key => key.StartsWith("page.status.job.", StringComparison.Ordinal))
                    .Select(job =>
                        Note.Of("trouble.round").With("round", Note.Of(job)).With("error", "TaskCanceledException")
                    ),
            ],
            "alert.numberLimit" =>
            [
                Note.Of("trouble.number-limit")
                    .With("who", Note.Of("recipient.volunteer").With("id", "138"))
                    .With("count", 12),
            ],
            "alert.receiptsDrift" => [Note.Of("trouble.few-receipts").With("heard", 12).With("sent", 140)],
            "alert.receiptsSilent" => [Note.Of("trouble.no-receipts").With("sent", 140).With("minutes", 30)],
            _ => [Note.Words(Detail)],
        };
    }

    private static Facts What(MessageTexts texts, string key, Wording wording) =>
        What(texts, key, Note.Words(Detail), wording);

    private static Facts What(MessageTexts texts, string key, Note detail, Wording wording) =>
        Facts.None.With(
            "what",
            texts.Render(
                wording.Language,
                key,
                Facts
                    .None.With("detail", detail.In(wording))
                    .With("night", wording.Night(Night))
                    .With(Unfilled(wording))
            )
        );

    private static Facts RoomNeeded(MessageTexts texts, string key, Wording wording)
    {
        var what = What(texts, key.Replace("still ", ""), wording);
        var offer = Facts.None.With("room", "Västermalms församling").With("capacity", 40);
        return Facts
            .None.With(
                "what",
                key.StartsWith("still ") ? texts.Render(wording.Language, "rooms.still", what) : what.Find("what")
            )
            .With("next", texts.Render(wording.Language, "rooms.next", offer))
            .With("list", $"1. {texts.Render(wording.Language, "rooms.line", offer)}")
            .With("link", Link);
    }

    private static Func<Wording, Facts>[] Asked(
        MessageTexts texts,
        string noAnswer,
        string? problem,
        params string[] reasons
    ) =>
        [
            .. reasons.Select(reason =>
                (Func<Wording, Facts>)(
                    wording =>
                        Words
                            .Of(Row)(wording)
                            .With("reasons", DecisionWords.Reasons(Assessed(reason, problem), wording, texts))
                            .With("deadline", wording.Hour(Stockholm.At("2026-12-22 13:00")))
                            .With("noAnswer", wording.Word(noAnswer))
                            .With("link", Link)
                )
            ),
        ];

    private static Func<Wording, Facts>[] Standing(
        MessageTexts texts,
        Outcome outcome,
        DecisionStep step,
        string reasons
    )
    {
        var entry = new DecisionEvent
        {
            Night = Night,
            Seq = 2,
            Step = step,
            At = Stockholm.At("2026-12-22 12:10"),
            Actor = "coordinator:c1",
            Via = "sms",
            Outcome = outcome,
        };
        return
        [
            wording =>
                Words
                    .Of(Row, [Room])(wording)
                    .With("reasons", DecisionWords.Reasons(Assessed(reasons), wording, texts))
                    .With("who", DecisionWords.Who(entry, wording))
                    .With("time", wording.Hour(entry.At))
                    .With("state", wording.Word($"state.{WireName.Of(outcome)}")),
        ];
    }

    private static AssessmentRow Assessed(string reasons, string? problem = null) =>
        new()
        {
            Reasons = reasons,
            MinTemperature = -12.3m,
            MinTemperatureAt = Stockholm.At("2026-12-22 23:00"),
            Problem = problem,
            Details = """{"warnings":[{"code":"SNOW","event":"Snöfall","concerns":true}]}""",
        };

    private static ShiftOfNight Shift(ShiftKind kind, string from, string to) =>
        new()
        {
            Night = Night,
            Code = Row.Code,
            NightState = "open",
            Kind = kind,
            StartsAt = Stockholm.At(from),
            EndsAt = Stockholm.At(to),
            Heads = 4,
            Premises = Room.Name,
            Address = Room.Address,
            ContactName = Room.ContactName,
            ContactPhone = Room.Phone,
        };

    private static PersonOptions Person(string id, string name, string phone) =>
        new()
        {
            Id = id,
            Name = name,
            Phone = phone,
        };
}
