namespace Ekn.Core.Channels.Email;

public sealed class MessageIdTests
{
    [Theory]
    [InlineData("email:m1@mail.example.org", "<m1@mail.example.org>")]
    [InlineData("email:CAF+x=1_y.z@mail.example.org", "<CAF+x=1_y.z@mail.example.org>")]
    [InlineData("email:m1@x>\r\nBcc: eva@example.org", null)]
    [InlineData("email:m1@x\nBcc: eva@example.org", null)]
    [InlineData("email:m1@x\rBcc:eva@example.org", null)]
    [InlineData("email:m1@x> <m2@x", null)]
    [InlineData("email:m1 m2@x", null)]
    [InlineData("email:m1\u0085@x", null)]
    [InlineData("email:m1\u2028@x", null)]
    [InlineData("email:må@x", null)]
    [InlineData("email:", null)]
    [InlineData("email:<>", null)]
    [InlineData("email:sha256:0123", null)]
    [InlineData("SM0123", null)]
    [InlineData(null, null)]
    public void An_id_is_one_word_of_ASCII_or_is_left_out(string? providerId, string? id) =>
        Assert.Equal(id, MessageId.OfInbound(providerId));

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    [InlineData(5000, false)]
    public void An_id_longer_than_255_with_its_brackets_is_left_out(int length, bool isUsed) =>
        Assert.Equal(isUsed, MessageId.OfInbound("email:" + new string('x', length)) is not null);
}
