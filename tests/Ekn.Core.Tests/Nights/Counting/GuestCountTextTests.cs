using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Nights.Counting;

public sealed class GuestCountTextTests
{
    private static readonly (string Key, string[] Spellings, Func<GuestCountFields, int?> Value)[] Fields =
    [
        ("women", ["K", "k", "kvinnor", "Kvinnor", "women"], fields => fields.Women),
        ("men", ["M", "m", "män", "man", "males"], fields => fields.Men),
        ("notStated", ["ej angivet", "EJ ANGIVET", "okänt", "not stated"], fields => fields.NotStated),
        ("turnedAway", ["avvisade", "avvisad", "turned away", "fick ej plats"], fields => fields.TurnedAway),
        ("threats", ["hot", "Hot", "threats"], fields => fields.Threats),
        ("violence", ["våld", "vald", "violence"], fields => fields.Violence),
        ("police", ["polis", "police"], fields => fields.Police),
        ("ambulance", ["ambulans", "ambulance"], fields => fields.Ambulance),
        ("minors", ["minderårig", "minderåriga", "minor"], fields => fields.Minors),
    ];

    [Theory]
    [InlineData("14K 23M", "women 14 men 23")]
    [InlineData("14 kvinnor 23 män 1 hot 2 avvisade", "women 14 men 23 turnedAway 2 threats 1")]
    [InlineData("K14 M23", "women 14 men 23")]
    [InlineData("K 14 M 23", "women 14 men 23")]
    [InlineData("14k,23m,2 ej angivet", "women 14 men 23 notStated 2")]
    [InlineData("14K23M", "women 14 men 23")]
    [InlineData("14K/23M", "women 14 men 23")]
    [InlineData("14K+23M", "women 14 men 23")]
    [InlineData("14K-23M", "women 14 men 23")]
    [InlineData("K: 14\nM: 23", "women 14 men 23")]
    [InlineData("kvinnor - 14, män - 23", "women 14 men 23")]
    [InlineData("14 st kvinnor och 23 st män", "women 14 men 23")]
    [InlineData("3 avvisade", "turnedAway 3")]
    [InlineData("1 polis", "police 1")]
    [InlineData("våld 1", "violence 1")]
    [InlineData("våld 1, 2 avvisade", "turnedAway 2 violence 1")]
    [InlineData("1 ambulans", "ambulance 1")]
    [InlineData("1 minderårig", "minors 1")]
    [InlineData("en minderårig, två avvisade", "turnedAway 2 minors 1")]
    [InlineData("1 hot om våld", "threats 1")]
    [InlineData("14 women 23 men 1 not stated 2 turned away", "women 14 men 23 notStated 1 turnedAway 2")]
    [InlineData("women 14 men 23 police 1 threats 0", "women 14 men 23 threats 0 police 1")]
    [InlineData("14K 23M inga hot", "women 14 men 23 threats 0")]
    [InlineData("14K 23M, inga incidenter", "women 14 men 23 threats 0 violence 0 police 0 ambulance 0")]
    [InlineData("0K 0M", "women 0 men 0")]
    [InlineData("999K", "women 999")]
    [InlineData("014K", "women 14")]
    [InlineData("14K 23M totalt 37", "women 14 men 23")]
    [InlineData("37 gäster: 14 kvinnor, 23 män", "women 14 men 23")]
    [InlineData("14K 14K 23M", "women 14 men 23")]
    [InlineData("Hej! 14K 23M tack", "women 14 men 23")]
    [InlineData("１４Ｋ ２３Ｍ", "women 14 men 23")]
    [InlineData("14K 23M 🙏", "women 14 men 23")]
    public void A_report_is_read_in_any_order_and_spelling(string text, string fields) =>
        Assert.Equal(fields, InOneLine(ReadFields(text)));

    [Theory]
    [InlineData("A 14K 23M", "A")]
    [InlineData("A: 14K 23M", "A")]
    [InlineData("ab 14K 23M", "AB")]
    [InlineData("K 14K 23M", "K")]
    [InlineData("M: 14K 23M", "M")]
    [InlineData("14K 23M", null)]
    [InlineData("K 14 M 23", null)]
    public void The_code_of_the_night_may_come_first(string text, string? code)
    {
        var read = Assert.IsType<GuestCountReading.Read>(GuestCountText.Read(text));

        Assert.Equal(code, read.Code);
        Assert.Equal("women 14 men 23", InOneLine(read.Fields));
    }

    [Fact]
    public void What_else_is_said_is_kept()
    {
        var read = Assert.IsType<GuestCountReading.Read>(GuestCountText.Read("14K 23M. Värmen strular."));

        Assert.Equal("14K 23M. Värmen strular.", read.Remark);
        Assert.Null(Assert.IsType<GuestCountReading.Read>(GuestCountText.Read("14K 23M")).Remark);
    }

    [Fact]
    public void Guests_are_women_men_and_not_stated()
    {
        Assert.Equal(39, ReadFields("14K 23M 2 ej angivet 3 avvisade 1 minderårig").Guests);
        Assert.Null(ReadFields("3 avvisade").Guests);
    }

    [Theory]
    [InlineData(null, GuestCountProblem.NoNumbers)]
    [InlineData("", GuestCountProblem.NoNumbers)]
    [InlineData("lugn kväll", GuestCountProblem.NoNumbers)]
    [InlineData("14 23", GuestCountProblem.NumberWithoutWord)]
    [InlineData("14K 23", GuestCountProblem.NumberWithoutWord)]
    [InlineData("14", GuestCountProblem.NumberWithoutWord)]
    [InlineData("14, K 23", GuestCountProblem.NumberWithoutWord)]
    [InlineData("1 000 K", GuestCountProblem.NumberWithoutWord)]
    [InlineData("polis kallad", GuestCountProblem.WordWithoutNumber)]
    [InlineData("14K 23M, polis kallad", GuestCountProblem.WordWithoutNumber)]
    [InlineData("14K M", GuestCountProblem.WordWithoutNumber)]
    [InlineData("14 kvinnor 23 män hot 1 avvisade", GuestCountProblem.WordWithoutNumber)]
    [InlineData("14K 3 katter", GuestCountProblem.UnknownWord)]
    [InlineData("14Q", GuestCountProblem.UnknownWord)]
    [InlineData("polis 2 gånger", GuestCountProblem.UnknownWord)]
    [InlineData("14K kl 23", GuestCountProblem.UnknownWord)]
    [InlineData("14K 15K", GuestCountProblem.SaidTwice)]
    [InlineData("14K 23M, nej 15K", GuestCountProblem.UnknownWord)]
    [InlineData("1 hot, inga incidenter", GuestCountProblem.SaidTwice)]
    [InlineData("-3K", GuestCountProblem.Negative)]
    [InlineData("14K -23M", GuestCountProblem.Negative)]
    [InlineData("14K −23M", GuestCountProblem.Negative)]
    [InlineData("1000K", GuestCountProblem.TooLarge)]
    [InlineData("99999999999999999999K", GuestCountProblem.TooLarge)]
    [InlineData("14-15 K", GuestCountProblem.Ambiguous)]
    [InlineData("14,5K", GuestCountProblem.Ambiguous)]
    [InlineData("14.5 K", GuestCountProblem.Ambiguous)]
    [InlineData("K 14M 23", GuestCountProblem.Ambiguous)]
    [InlineData("1/12 14K", GuestCountProblem.Ambiguous)]
    [InlineData("2 incidenter", GuestCountProblem.Ambiguous)]
    [InlineData("ca 14K", GuestCountProblem.Doubtful)]
    [InlineData("14K 23M?", GuestCountProblem.Doubtful)]
    [InlineData("inte 14K", GuestCountProblem.Doubtful)]
    [InlineData("14 eller 15 K", GuestCountProblem.Doubtful)]
    [InlineData("14K 23M totalt 40", GuestCountProblem.TotalDiffers)]
    [InlineData("37 gäster", GuestCountProblem.TotalWithoutParts)]
    public void Whatever_is_not_plain_is_asked_about(string? text, GuestCountProblem problem) =>
        Assert.Equal(problem, Assert.IsType<GuestCountReading.Unreadable>(GuestCountText.Read(text)).Problem);

    [Fact]
    public void Any_numbers_in_any_order_and_spelling_read_back_the_same()
    {
        var part = Gen.Zip(Gen.Choose(0, Fields.Length - 1), Gen.Zip(Gen.Choose(0, 999), Gen.Choose(0, 4)));
        var reports = Gen.Zip(
            part.NonEmptyListOf(),
            Gen.Zip(Gen.Elements(" ", ", ", "\n", "; "), Gen.Elements(true, false))
        );
        Check(
            reports,
            report =>
            {
                var (parts, (separator, numberFirst)) = report;
                var distinct = parts.DistinctBy(one => one.Item1).ToList();
                var text = string.Join(
                    separator,
                    distinct.Select(one =>
                    {
                        var spellings = Fields[one.Item1].Spellings;
                        var word = spellings[one.Item2.Item2 % spellings.Length];
                        return numberFirst ? $"{one.Item2.Item1} {word}" : $"{word} {one.Item2.Item1}";
                    })
                );
                return GuestCountText.Read(text) is GuestCountReading.Read read
                    && Enumerable
                        .Range(0, Fields.Length)
                        .All(field =>
                            Fields[field].Value(read.Fields)
                            == distinct
                                .Where(one => one.Item1 == field)
                                .Select(one => (int?)one.Item2.Item1)
                                .SingleOrDefault()
                        );
            }
        );
    }

    [Fact]
    public void No_number_is_ever_made_up() =>
        Check(
            Gen.Elements(
                    "14|K|M|23M|-|,|.|/|:|hot|ca|inga|A|ej angivet|99999|?|polis|totalt|0|inga incidenter|3 katter".Split(
                        '|'
                    )
                )
                .ArrayOf()
                .Select(words => string.Join(' ', words)),
            text =>
                GuestCountText.Read(text) is not GuestCountReading.Read read
                || Fields.Select(field => field.Value(read.Fields)).OfType<int>().All(number => number is 0 or 14 or 23)
        );

    [Fact]
    public void No_text_throws() =>
        Check(
            Gen.Choose(0, 0xFFFF).Select(code => (char)code).ArrayOf().Select(characters => new string(characters)),
            text => GuestCountText.Read(text) is GuestCountReading.Read or GuestCountReading.Unreadable
        );

    [Fact]
    public void A_very_long_report_is_left_to_a_person() =>
        Assert.Equal(
            new GuestCountReading.Unreadable(GuestCountProblem.TooLong, ""),
            GuestCountText.Read(string.Concat(Enumerable.Repeat("14K ", 100_000)))
        );

    private static GuestCountFields ReadFields(string text) =>
        Assert.IsType<GuestCountReading.Read>(GuestCountText.Read(text)).Fields;

    private static string InOneLine(GuestCountFields fields) =>
        string.Join(
            ' ',
            Fields.Where(field => field.Value(fields) is not null).Select(field => $"{field.Key} {field.Value(fields)}")
        );

    private static void Check<T>(Gen<T> texts, Func<T, bool> holds) =>
        Prop.ForAll(texts.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
