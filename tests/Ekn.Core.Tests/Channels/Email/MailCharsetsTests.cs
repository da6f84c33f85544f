using System.Text;

namespace Ekn.Core.Channels.Email;

public sealed class MailCharsetsTests
{
    private static readonly byte[] Western = [0x6B, 0x76, 0xE4, 0x6C, 0x6C];

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("ISO-8859-1")]
    [InlineData("iso-8859-15")]
    [InlineData("windows-1252")]
    [InlineData("Windows-1252")]
    [InlineData("cp1252")]
    [InlineData("latin1")]
    [InlineData(" \"iso-8859-1\" ")]
    public void A_text_is_read_in_the_letters_that_are_named(string charset) =>
        Assert.Equal("kväll", Text($$"""{"to":"UTF-8","text":{{Json(charset)}}}""", Western));

    [Fact]
    public void Quotation_marks_of_Windows_in_what_calls_itself_latin_are_read() =>
        Assert.Equal("”A1”", Text("""{"text":"iso-8859-1"}""", [0x94, 0x41, 0x31, 0x94]));

    [Theory]
    [InlineData("""{"text":"UTF-8"}""")]
    [InlineData("""{"subject":"iso-8859-1"}""")]
    [InlineData("""{"text":"x-nobody-knows"}""")]
    [InlineData("""{"text":"utf-7"}""")]
    [InlineData("""{"text":""}""")]
    [InlineData("""{"text":7}""")]
    [InlineData("""["text"]""")]
    [InlineData("{")]
    [InlineData("")]
    [InlineData(null)]
    public void What_names_no_letters_for_the_text_leaves_it_in_UTF_8(string? charsets) =>
        Assert.Equal("kväll", Text(charsets, Encoding.UTF8.GetBytes("kväll")));

    [Theory]
    [InlineData("""{"text":"x-nobody-knows"}""")]
    [InlineData(null)]
    public void Letters_that_nobody_knows_are_replaced_and_lose_nothing_else(string? charsets) =>
        Assert.Equal("A1 kv\uFFFDll", Text(charsets, [.. "A1 "u8, .. Western]));

    [Fact]
    public void Each_field_has_its_own()
    {
        var read = MailCharsets.Decode([
            new MailField("charsets", """{"subject":"iso-8859-1","text":"utf-8"}"""u8.ToArray()),
            new MailField("subject", Western),
            new MailField("text", "kväll"u8.ToArray()),
            new MailField("html", Western, "windows-1252"),
        ]);

        Assert.Equal(["kväll", "kväll", "kväll"], read.Skip(1).Select(field => field.Value));
    }

    [Fact]
    public void What_the_fields_names_say_comes_before_what_the_part_says() =>
        Assert.Equal(
            "kväll",
            MailCharsets
                .Decode([
                    new MailField("charsets", """{"text":"iso-8859-1"}"""u8.ToArray()),
                    new MailField("text", Western, "utf-8"),
                ])[1]
                .Value
        );

    private static string Text(string? charsets, byte[] text)
    {
        var fields = new List<MailField> { new("text", text) };
        if (charsets is not null)
        {
            fields.Add(new MailField("charsets", Encoding.UTF8.GetBytes(charsets)));
        }
        return MailCharsets.Decode(fields)[0].Value;
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
