using System.Text;
using CsCheck;
using Hindcast.Evidence;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Text;

/// <summary>The time of the row that was just counted is told without reading it again, and is the same.</summary>
public sealed class RowTimesTests
{
    [Fact]
    public void Seconds_since_1970() => Agree(
        new UnixRowTimes(new HourTally()),
        Gen.Select(Gen.Long[900_000_000, 2_100_000_000], Gen.OneOf("", ".", ".5", ".123", ".123456", ".1234567", ".12345678", ".12x", "123", "123.5", "x"))
            .Select((seconds, rest) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{seconds}{rest}\tCabcdefgh\t192.0.2.1")));

    [Fact]
    public void Dates_and_clocks() => Agree(
        new PatternRowTimes(new HourTally(), ClockText.MonthFirst),
        Gen.Select(Gen.Int[1, 2], Gen.Int[10, 12], Gen.Int[0, 61], Gen.Int[0, 61], Gen.OneOf("", ".123", ",1234567", " AM", " PM", ".5 PM"))
            .Select((day, hour, minute, second, rest) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"9/{day}/2020 {hour}:{minute:00}:{second:00}{rest} 0C58 PACKET  0000000002D7B0B0")));

    private static void Agree(RowTimes times, Gen<string> row) => row.Sample(
        text =>
        {
            byte[] line = Encoding.ASCII.GetBytes(text);
            lock (times)
            {
                bool isAdded = times.TryAdd(line);
                Assert.Equal(times.TryRead(line, out EvidenceTime read), isAdded);
                if (isAdded)
                {
                    Assert.True(times.TryReadAdded(line, out EvidenceTime added));
                    Assert.Equal((read.UtcTicks, read.Precision), (added.UtcTicks, added.Precision));
                }
            }
        },
        iter: 20_000);
}
