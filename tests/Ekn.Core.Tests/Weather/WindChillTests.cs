namespace Ekn.Core.Weather;

public class WindChillTests
{
    [Theory]
    [InlineData("-10", "2", "-14.1")]
    [InlineData("-20", "10", "-33.6")]
    [InlineData("-6", "6", "-13.1")]
    [InlineData("-6", "1.2", "-6")] // below 1.3 m/s the formula has no meaning
    [InlineData("-6", "0", "-6")]
    [InlineData("-6", "1.3", "-8.2")]
    public void The_effective_temperature_follows_the_published_formula(string air, string wind, string effective) =>
        Assert.Equal(D(effective), WindChill.Celsius(D(air), D(wind)));

    private static decimal D(string number) => decimal.Parse(number);
}
