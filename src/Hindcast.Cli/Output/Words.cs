using System.Globalization;

namespace Hindcast.Cli.Output;

/// <summary>Small pieces of English.</summary>
internal static class Words
{
    /// <summary><c>1 rule</c>, <c>2 rules</c>, <c>1,234 matches</c>.</summary>
    internal static string Count(long number, string noun)
    {
        string plural = noun.EndsWith("ch", StringComparison.Ordinal) ? $"{noun}es" : $"{noun}s";
        return string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? noun : plural)}");
    }
}
