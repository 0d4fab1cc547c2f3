using System.Globalization;

namespace Hindcast.Cli.Output;

/// <summary>Numbers of things and sizes in words.</summary>
internal static class Amounts
{
    private const int KiB = 1 << 10, MiB = 1 << 20;

    /// <summary><c>1 rule</c>, <c>2 rules</c>, <c>1,234 matches</c>.</summary>
    internal static string Count(long number, string noun)
    {
        string plural = noun.EndsWith("ch", StringComparison.Ordinal) ? $"{noun}es" : $"{noun}s";
        return string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? noun : plural)}");
    }

    /// <summary><c>12 MiB</c>, and <c>340 KiB</c> below one.</summary>
    internal static string Size(long bytes) => $"{In(bytes, UnitOf(bytes))} {UnitName(bytes)}";

    /// <summary><c>3 of 12 MiB</c>, both in the unit of the whole.</summary>
    internal static string Part(long bytes, long whole) => $"{In(bytes, UnitOf(whole))} of {In(whole, UnitOf(whole))} {UnitName(whole)}";

    private static int UnitOf(long bytes) => bytes < MiB ? KiB : MiB;

    private static string UnitName(long bytes) => bytes < MiB ? "KiB" : "MiB";

    /// <summary>Rounded up: something is never shown as nothing.</summary>
    private static string In(long bytes, int unit) => ((bytes + unit - 1) / unit).ToString(CultureInfo.InvariantCulture);
}
