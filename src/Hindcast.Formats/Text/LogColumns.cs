using System.Collections.Concurrent;

namespace Hindcast.Formats.Text;

/// <summary>The columns of a log and where each stands. Immutable, thread-safe.</summary>
internal sealed class LogColumns
{
    /// <summary>Lists that are kept, and characters of the longest of them: logs of a server have some fifty. Of more, those that come later are made each time.</summary>
    private const int MostShared = 256, LongestShared = 8192;

    private static readonly ConcurrentDictionary<(LogDialect Dialect, string List), LogColumns> All = new();

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

    /// <summary>The columns of a list, taken apart once for all files that have it.</summary>
    internal static LogColumns Shared((LogDialect Dialect, string List) key, LogHeader header, Func<string, LogHeader, IReadOnlyList<string>> split)
    {
        if (All.TryGetValue(key, out LogColumns? known))
        {
            return known;
        }

        LogColumns made = new(split(key.List, header));
        return All.Count < MostShared && key.List.Length <= LongestShared ? All.GetOrAdd(key, made) : made;
    }
}
