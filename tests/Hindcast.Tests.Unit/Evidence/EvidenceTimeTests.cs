using Hindcast.Evidence;

namespace Hindcast.Tests.Unit.Evidence;

public sealed class EvidenceTimeTests
{
    [Theory]
    [InlineData(TimePrecision.Day, "2021-03-03")]
    [InlineData(TimePrecision.Second, "2021-03-03T04:23:22Z")]
    [InlineData(TimePrecision.Millisecond, "2021-03-03T04:23:22.370Z")]
    [InlineData(TimePrecision.Tick, "2021-03-03T04:23:22.3701234Z")]
    public void Text_form_shows_the_digits_that_the_source_had(TimePrecision precision, string expected)
    {
        DateTime utc = new DateTime(2021, 3, 3, 4, 23, 22, DateTimeKind.Utc).AddTicks(3_701_234);
        Assert.Equal(expected, EvidenceTime.FromUtc(utc, precision).ToString());
    }
}
