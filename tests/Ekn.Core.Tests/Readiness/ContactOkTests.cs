namespace Ekn.Core.Readiness;

public sealed class ContactOkTests
{
    [Theory]
    [InlineData("OK")]
    [InlineData("ok!")]
    [InlineData(" Okej, tack ")]
    [InlineData("Ja")]
    [InlineData("Ja det gör ni")]
    [InlineData("Hej! Ja tack 😊")]
    [InlineData("👍")]
    [InlineData("yes thanks")]
    public void Says_that_it_arrived(string text) => Assert.True(ContactOk.Means(text));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("tack")]
    [InlineData("nej")]
    [InlineData("A1")]
    [InlineData("ok A1")]
    [InlineData("ok tis kväll")]
    [InlineData("ok men jag har flyttat")]
    [InlineData("ok ring mig")]
    [InlineData("okänt nummer")]
    [InlineData("STOPP")]
    [InlineData("ok ok ok ok ok ok ok")]
    [InlineData("👍 A1")]
    [InlineData("?")]
    public void Says_something_else_or_nothing(string text) => Assert.False(ContactOk.Means(text));
}
