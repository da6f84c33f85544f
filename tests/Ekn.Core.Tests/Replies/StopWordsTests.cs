using FsCheck;
using FsCheck.Fluent;

namespace Ekn.Core.Replies;

public sealed class StopWordsTests
{
    [Theory]
    [InlineData("STOPP")]
    [InlineData("stopp")]
    [InlineData("Stop.")]
    [InlineData("  stopp !! ")]
    [InlineData("stopp tack")]
    [InlineData("Stopp, tack så mycket!")]
    [InlineData("Tack, stopp")]
    [InlineData("AVSLUTA")]
    [InlineData("Sluta")]
    [InlineData("avregistrera tack!")]
    [InlineData("UNSUBSCRIBE")]
    [InlineData("\"STOPP\"")]
    [InlineData("STOPP 🙏")]
    [InlineData("Stopp\n")]
    [InlineData("STOPP STOPP")]
    public void The_word_alone_stops(string text) => Assert.Equal(StopWord.Stop, StopWords.Read(text));

    [Theory]
    [InlineData("START")]
    [InlineData("start tack")]
    [InlineData("Återstarta")]
    [InlineData("aterstarta.")]
    public void The_word_alone_starts_again(string text) => Assert.Equal(StopWord.Start, StopWords.Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tack")]
    [InlineData("vi kan inte stoppa nu")]
    [InlineData("stoppa")]
    [InlineData("stopp i natt")]
    [InlineData("kan ni sluta skicka")]
    [InlineData("stoppp")]
    [InlineData("stp")]
    [InlineData("topp")]
    [InlineData("s t o p p")]
    [InlineData("stop start")]
    [InlineData("STOPP 1")]
    [InlineData("starta")]
    [InlineData("YES")]
    [InlineData("CANCEL")]
    [InlineData("END")]
    [InlineData("QUIT")]
    public void Anything_else_does_not(string? text) => Assert.Equal(StopWord.None, StopWords.Read(text));

    [Fact]
    public void Only_the_agreed_words_ever_stop() =>
        Prop.ForAll(
                Gen.Elements("stopp".ToCharArray().Concat("stoppaart ÖÅ.!").ToArray())
                    .ArrayOf()
                    .Select(text => new string(text))
                    .ToArbitrary(),
                text =>
                    StopWords.Read(text) != StopWord.Stop
                    || text.ToLowerInvariant()
                        .Replace('ö', 'o')
                        .Split([' ', '.', '!'], StringSplitOptions.RemoveEmptyEntries)
                        .All(word => word is "stop" or "stopp")
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
