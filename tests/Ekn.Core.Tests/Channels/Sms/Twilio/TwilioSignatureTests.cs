namespace Ekn.Core.Channels.Sms.Twilio;

/// <summary>The expected signatures come from Twilio's own helper library for Python, version 7.7.1 (RequestValidator).</summary>
public sealed class TwilioSignatureTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Hook = "https://ekn.example.org/hooks/sms";

    public static TheoryData<string, string[], string> Signed =>
        new()
        {
            {
                Hook,
                [
                    "MessageSid=SM00000000000000000000000000000001",
                    "From=+46701740605",
                    "To=+46701740699",
                    "Body=JA",
                    "NumMedia=0",
                ],
                "5gKtcXUQV/MDlrML7yPRA7GOFAw="
            },
            {
                Hook,
                ["Body=Jag kan på måndag, hälsar Åsa från Ö", "From=+46701740606", "To=+46701740699"],
                "lcrptL2XZOPj2aBBdeJamOOBsgw="
            },
            {
                Hook,
                ["Body=Kommer gärna 🙂👍🏽 – kl 21", "From=+46701740607", "To=+46701740699"],
                "VbxqbQGG9SqmQVWZaqe4z/6Obe8="
            },
            { Hook, ["Body=", "From=+46701740608", "FromCity=", "To=+46701740699"], "to1kyj6EUtzr5z/d2gJqdIICIOI=" },
            {
                Hook + "/status?ref=k3J9-x_7Q",
                ["MessageSid=SM00000000000000000000000000000002", "MessageStatus=delivered", "SmsStatus=delivered"],
                "hZieNqqW/RCFm139eXjUVOsH0f8="
            },
            {
                Hook + "/status?ref=a%2Bb%3D&x=%C3%A5",
                ["MessageStatus=undelivered", "ErrorCode=30003"],
                "9OZ1PNA4Bubf0+JTfHL+UBY1AG0="
            },
            {
                "https://ekn.example.org:8443/hooks/sms",
                ["Body=NEJ", "From=+46701740609"],
                "NvbWa8mkZo+bnJTOQjhB4zZCUvQ="
            },
            {
                "http://127.0.0.1:5080/hooks/sms",
                ["Body=14K 23M", "From=+46701740610"],
                "i8mPV4EMBug86AscndqC739mPMc="
            },
            {
                "http://ekn.example.org/hooks/sms",
                ["body=små först?", "Body=stora först", "_Body=understreck", "BodyX=x"],
                "ULCh/W+aOVqSgZ1z5auhNCp6cyA="
            },
            {
                Hook,
                ["MediaUrl=https://example.org/b", "MediaUrl=https://example.org/a", "Body=två bilder"],
                "/IfxoIn9oMRWcepFNnvMCPNWE2w="
            },
            { Hook, ["Body=rad ett\nrad två\r\n& = + % \" < >", "From=+46701740611"], "NnMdDrOxwI9qVLILT2Ek/+Rg4M8=" },
            { Hook, [], "cIQujxIRpk25owa0CSUq8wjDtlw=" },
        };

    /// <summary>What is signed over which form of the address, and which address we know ourselves by.</summary>
    public static TheoryData<string, string, bool> Ports =>
        new()
        {
            { "Vw0toMV0Qh3Ho/DlphgPh71pEj8=", Hook, true }, // over https, without a port
            { "Vw0toMV0Qh3Ho/DlphgPh71pEj8=", "https://ekn.example.org:443/hooks/sms", true },
            { "Vw0toMV0Qh3Ho/DlphgPh71pEj8=", "https://ekn.example.org:8443/hooks/sms", true },
            { "Vw0toMV0Qh3Ho/DlphgPh71pEj8=", "http://ekn.example.org/hooks/sms", false },
            { "9Yf8GNMTF7JDZfLMdJd5UL8fKso=", Hook, true }, // over https, with :443
            { "9Yf8GNMTF7JDZfLMdJd5UL8fKso=", "https://ekn.example.org:443/hooks/sms", true },
            { "9Yf8GNMTF7JDZfLMdJd5UL8fKso=", "https://ekn.example.org:8443/hooks/sms", false },
            { "oUTnf8kFjlx+NgZboUzeXiESxjQ=", "http://ekn.example.org/hooks/sms", true }, // over http, with :80
            { "oUTnf8kFjlx+NgZboUzeXiESxjQ=", "http://ekn.example.org:80/hooks/sms", true },
            { "oUTnf8kFjlx+NgZboUzeXiESxjQ=", Hook, false },
            { "TSuu/wZSyeQsfX786JdaQTaACco=", "https://ekn.example.org:8443/hooks/sms", true }, // over https, with :8443
            { "TSuu/wZSyeQsfX786JdaQTaACco=", Hook, false },
        };

    [Theory]
    [MemberData(nameof(Signed))]
    public void Signatures_are_those_of_Twilios_own_library(string url, string[] fields, string signature)
    {
        Assert.Equal(signature, TwilioSignature.Compute(Token, url, Form(fields)));
        Assert.True(TwilioSignature.IsValid(Token, url, Form(fields), signature));
    }

    [Theory]
    [MemberData(nameof(Signed))]
    public void The_order_of_the_fields_does_not_matter(string url, string[] fields, string signature) =>
        Assert.True(TwilioSignature.IsValid(Token, url, Form([.. fields.Reverse()]), signature));

    [Theory]
    [MemberData(nameof(Ports))]
    public void The_port_may_be_signed_or_not(string signature, string url, bool valid) =>
        Assert.Equal(valid, TwilioSignature.IsValid(Token, url, Form(["Body=JA"]), signature));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("5gKtcXUQV/MDlrML7yPRA7GOFAw")]
    [InlineData("5gKtcXUQV/MDlrML7yPRA7GOFAw= ")]
    [InlineData("5GKTCXUQV/MDlrML7yPRA7GOFAw=")]
    [InlineData("not base64 at all åäö")]
    public void Anything_but_the_signature_is_refused(string? signature) =>
        Assert.False(
            TwilioSignature.IsValid(
                Token,
                Hook,
                Form([
                    "MessageSid=SM00000000000000000000000000000001",
                    "From=+46701740605",
                    "To=+46701740699",
                    "Body=JA",
                    "NumMedia=0",
                ]),
                signature
            )
        );

    [Theory]
    [InlineData("https://ekn.example.org/hooks/sms?x=1", "JA")]
    [InlineData("https://ekn.example.org/hooks/sms/", "JA")]
    [InlineData("https://ekn.example.com/hooks/sms", "JA")]
    [InlineData(Hook, "NEJ")]
    [InlineData(Hook, "ja")]
    [InlineData(Hook, "JA ")]
    public void A_changed_address_or_text_is_refused(string url, string body)
    {
        var signature = TwilioSignature.Compute(Token, Hook, Form(["Body=JA"]));

        Assert.False(TwilioSignature.IsValid(Token, url, Form([$"Body={body}"]), signature));
    }

    [Fact]
    public void A_field_that_comes_twice_with_one_value_counts_once()
    {
        // Twilio's library for Node takes the distinct values; the one for Python cannot be asked.
        var signature = TwilioSignature.Compute(Token, Hook, Form(["Body=JA"]));

        Assert.True(TwilioSignature.IsValid(Token, Hook, Form(["Body=JA", "Body=JA"]), signature));
        Assert.False(TwilioSignature.IsValid(Token, Hook, Form(["Body=JA", "Body=NEJ"]), signature));
    }

    [Fact]
    public void An_added_or_missing_field_is_refused()
    {
        var signature = TwilioSignature.Compute(Token, Hook, Form(["Body=JA"]));

        Assert.False(TwilioSignature.IsValid(Token, Hook, Form(["Body=JA", "From=+46701740605"]), signature));
        Assert.False(TwilioSignature.IsValid(Token, Hook, [], signature));
    }

    [Fact]
    public void Without_a_token_nothing_is_genuine() =>
        Assert.False(
            TwilioSignature.IsValid("", Hook, Form(["Body=JA"]), TwilioSignature.Compute("", Hook, Form(["Body=JA"])))
        );

    [Theory]
    [InlineData("http://[::1]:5080/hooks/sms")]
    [InlineData("http://[::1]/hooks/sms")]
    [InlineData("https://ekn.example.org")]
    [InlineData("https://ekn.example.org?a=b:c/d")]
    public void Odd_addresses_hold_their_own_signature(string url) =>
        Assert.True(
            TwilioSignature.IsValid(
                Token,
                url,
                Form(["Body=JA"]),
                TwilioSignature.Compute(Token, url, Form(["Body=JA"]))
            )
        );

    private static IEnumerable<KeyValuePair<string, string>> Form(string[] fields) =>
        fields.Select(f => KeyValuePair.Create(f[..f.IndexOf('=')], f[(f.IndexOf('=') + 1)..]));
}
