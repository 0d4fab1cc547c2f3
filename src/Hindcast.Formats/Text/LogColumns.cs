using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Hindcast.Formats.Dns;

namespace Hindcast.Formats.Text;

/// <summary>The columns of a log and where each stands. Immutable, thread-safe.</summary>
internal sealed class LogColumns
{
    /// <summary>Lists of a dialect that are kept, and bytes of the longest of them: logs of a server have some fifty. Of more, those that come later are made each time.</summary>
    private const int MostShared = 256, LongestShared = 8192;

    private static readonly ConcurrentDictionary<string, LogColumns>[] All =
        [.. Enumerable.Range(0, Enum.GetValues<LogDialect>().Length).Select(_ => new ConcurrentDictionary<string, LogColumns>(StringComparer.Ordinal))];

    private readonly Dictionary<string, int> _indexByName = new(StringComparer.OrdinalIgnoreCase);

    internal LogColumns(IReadOnlyList<string> names)
    {
        Names = names;
        for (int i = 0; i < names.Count; i++)
        {
            _indexByName.TryAdd(names[i], i);
        }
    }

    /// <summary>Their names in order.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>The column with this name (ignoring case), or -1.</summary>
    internal int IndexOf(string name) => _indexByName.TryGetValue(name, out int index) ? index : -1;

    /// <summary>The columns of a list in UTF-8, taken apart once for all files that have it. Blanks around the list are no part of it.</summary>
    internal static LogColumns OfList(LogDialect dialect, ReadOnlySpan<byte> list)
    {
        if (list.Length > LongestShared)
        {
            return new LogColumns(Split(dialect, Bare(dialect, Encoding.UTF8.GetString(list)).ToString()));
        }

        // Most files of a kind have the same list: it is looked up without making a text of it.
        char[] buffer = ArrayPool<char>.Shared.Rent(LongestShared);
        try
        {
            ReadOnlySpan<char> text = Bare(dialect, buffer.AsSpan(0, Encoding.UTF8.GetChars(list, buffer)));
            ConcurrentDictionary<string, LogColumns> shared = All[(int)dialect];
            if (shared.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out LogColumns? known))
            {
                return known;
            }

            string key = text.ToString();
            LogColumns made = new(Split(dialect, key));
            return shared.Count < MostShared ? shared.GetOrAdd(key, made) : made;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>The list without what stands around it. Between tabs a column may have no name.</summary>
    private static ReadOnlySpan<char> Bare(LogDialect dialect, ReadOnlySpan<char> list) => dialect == LogDialect.Tab ? list : list.Trim(" \r\t\0");

    private static string[] Split(LogDialect dialect, string list)
    {
        string[] names = list.Split(
            dialect == LogDialect.W3c ? ' ' : dialect == LogDialect.Tab ? '\t' : ',',
            dialect == LogDialect.W3c ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.TrimEntries);
        names = names.Length <= LogHeader.MaxFields ? names : names[..LogHeader.MaxFields];
        return dialect == LogDialect.Csv ? DnsColumns.PassiveDnsNames(names) : names;
    }
}
