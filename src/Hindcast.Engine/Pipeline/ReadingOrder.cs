using Hindcast.Formats.Archives;

namespace Hindcast.Engine.Pipeline;

/// <summary>
/// Puts files in the order in which they are best read: those whose names hold one day together, day by day, after those without one. So what is
/// learnt of a day's clients, mailboxes and paths is at hand for all logs of that day, and then done with. The order tells no more than that: what a
/// name says of a day is not believed anywhere else.
/// </summary>
internal static class ReadingOrder
{
    /// <summary>The files, a list for each day.</summary>
    internal static IReadOnlyList<IReadOnlyList<EvidenceItem>> Runs(IEnumerable<EvidenceItem> items) =>
        [.. items.GroupBy(i => DayOf(i.Path)).OrderBy(d => d.Key).Select(d => (IReadOnlyList<EvidenceItem>)[.. d])];

    /// <summary>The day in a file's name as yyyyMMdd: <c>u_ex210318.log</c>, <c>HttpProxy_2021031819-1.LOG</c>; 0 without one.</summary>
    internal static int DayOf(string path)
    {
        ReadOnlySpan<char> name = path.AsSpan(path.LastIndexOf('/') + 1);
        while (name.IndexOfAnyInRange('0', '9') is >= 0 and int start)
        {
            name = name[start..];
            int end = name.IndexOfAnyExceptInRange('0', '9');
            ReadOnlySpan<char> digits = end < 0 ? name : name[..end];
            int day = digits.Length >= 8 && Number(digits[..8]) is var full && full / 10_000 is >= 1990 and < 2100 && IsDay(full) ? full
                : digits.Length >= 6 && Number(digits[..6]) + 20_000_000 is var brief && IsDay(brief) ? brief
                : 0;
            if (day != 0)
            {
                return day;
            }

            name = name[digits.Length..];
        }

        return 0;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        int number = 0;
        foreach (char digit in digits)
        {
            number = (10 * number) + digit - '0';
        }

        return number;
    }

    private static bool IsDay(int day) => day / 100 % 100 is >= 1 and <= 12 && day % 100 is >= 1 and <= 31;
}
