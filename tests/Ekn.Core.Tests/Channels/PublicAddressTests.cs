namespace Ekn.Core.Channels;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("https://ekn.example.org", "https://ekn.example.org/hooks/sms?ref=a%2Bb")]
    [InlineData("https://ekn.example.org/", "https://ekn.example.org/hooks/sms?ref=a%2Bb")]
    [InlineData("https://example.org/ekn/", "https://example.org/ekn/hooks/sms?ref=a%2Bb")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/hooks/sms?ref=a%2Bb")]
    public void A_path_is_added_letter_by_letter(string publicUrl, string expected) =>
        Assert.Equal(expected, new PublicAddress(new Uri(publicUrl)).Of("/hooks/sms?ref=a%2Bb"));
}
