using Ekn.Core.Calendar;
using Ekn.Core.Weather;
using Ekn.Testing;

namespace Ekn.Core.Texts;

/// <summary>What was noted once is read by a Swede in Swedish and by others in English, also after years.</summary>
public sealed class NoteTests
{
    private static readonly MessageTexts Texts = MessageTexts.Load(new HomeFolder(Repository.Root));
    private static readonly Wording Swedish = new(Texts, Stockholm.Time, "sv");
    private static readonly Wording English = new(Texts, Stockholm.Time, "en");
    private static readonly Night Tonight = Night.Parse("2026-12-01");

    [Fact]
    public void A_note_is_said_in_the_language_of_who_reads_it()
    {
        var note = Kept(Note.Of("round.reminded").With("booked", 12).With("unfilled", 2));

        Assert.Equal("12 påminda. 2 pass saknar folk.", note.In(Swedish));
        Assert.Equal("12 reminded. 2 shifts lack people.", note.In(English));
    }

    [Fact]
    public void Nights_and_notes_within_a_note_are_too()
    {
        var note = Kept(
            Note.Of("round.judged-both")
                .With("tonight", Note.Of("round.judged-open").With("night", Tonight))
                .With("ahead", Note.Of("round.judged-unknown").With("night", Tonight.Next))
        );

        Assert.Equal(
            "Natten tis 1/12 mot ons 2/12: vädret talar för att öppna. Natten ons 2/12 mot tor 3/12: vädret är okänt.",
            note.In(Swedish)
        );
        Assert.StartsWith("The night Tue 1/12 to Wed 2/12: the weather speaks for opening.", note.In(English));
    }

    [Theory]
    [InlineData("The provider's queue for our number is full (21611).")] // as written before there were notes
    [InlineData("no credit")]
    [InlineData("")]
    [InlineData("{\"key\":")] // no note at all, whatever it looks like
    public void An_older_row_is_shown_as_it_stands(string sentence)
    {
        Assert.Equal(sentence, Note.Read(sentence).In(Swedish));
        Assert.Equal(sentence, $"{Note.Read(sentence)}");
    }

    [Fact]
    public void Words_that_need_no_language_stand_in_the_column_as_they_are()
    {
        Assert.Equal("Sankt Görans kyrka", Note.Words("Sankt Görans kyrka").Stored);
        Assert.Equal("Sankt Görans kyrka", Note.Words("Sankt Görans kyrka").In(English));
    }

    [Fact]
    public void A_fact_is_never_taken_for_a_note_whatever_it_looks_like()
    {
        var trap = """{"key":"round.not-open","facts":{}}""";

        Assert.Equal($"{trap}, 7 kB.", Kept(Note.Of("round.copied").With("file", trap).With("size", 7)).In(Swedish));
    }

    [Fact]
    public void A_text_that_is_gone_or_asks_for_more_by_now_hides_nothing()
    {
        Assert.Equal("round.of-old 7", Note.Of("round.of-old").With("count", 7).In(Swedish));
        Assert.Equal("round.reminded 7", Note.Of("round.reminded").With("booked", 7).In(Swedish));
    }

    [Fact]
    public void Where_a_thing_has_no_name_of_its_own_the_common_one_is_said() =>
        Assert.Equal("Svar och annat", Note.Of("page.purpose.church-yes", or: "page.purpose.other").In(Swedish));

    [Fact]
    public void A_log_names_the_text_and_its_facts() =>
        Assert.Equal("round.reminded 12 2", $"{Note.Of("round.reminded").With("booked", 12).With("unfilled", 2)}");

    // Through a column and back.
    private static Note Kept(Note note) => Note.Read(note.Stored);
}
