namespace Hindcast.Engine.KnownGood;

/// <summary>
/// Finds names that were made to look like known ones: one letter off (two in long names), or letters swapped for others
/// of the same shape. Immutable.
/// </summary>
internal sealed class LookalikeNames
{
    private const int MaxNameChars = 64;
    private const int MinStemChars = 4;
    private const int LongStemChars = 10;

    private readonly HashSet<string> _names;
    private readonly Dictionary<string, string> _byShape = new(StringComparer.Ordinal);
    private readonly ILookup<int, string> _byLength;

    internal LookalikeNames(IEnumerable<string> names)
    {
        _names = new HashSet<string>(names, StringComparer.Ordinal);
        foreach (string name in _names.Order(StringComparer.Ordinal))
        {
            _byShape.TryAdd(Shape(name), name);
        }

        _byLength = _names.Order(StringComparer.Ordinal).ToLookup(n => n.Length);
    }

    /// <summary>The known name that a name looks like, or null when it is known itself or like none.</summary>
    /// <param name="name">In lower case.</param>
    internal string? Find(string name)
    {
        int stem = name.LastIndexOf('.');
        if (name.Length > MaxNameChars || stem < MinStemChars || _names.Contains(name))
        {
            return null;
        }

        if (_byShape.TryGetValue(Shape(name), out string? known))
        {
            return known;
        }

        int most = stem >= LongStemChars ? 2 : 1;
        string extension = name[stem..];
        for (int length = name.Length - most; length <= name.Length + most; length++)
        {
            foreach (string candidate in _byLength[length])
            {
                if (candidate.EndsWith(extension, StringComparison.Ordinal) && Distance(name, candidate) <= most)
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    /// <summary>The name with letters of one shape made one.</summary>
    private static string Shape(string name) => string.Concat(name.Replace("rn", "m", StringComparison.Ordinal).Replace("vv", "w", StringComparison.Ordinal).Select(c => c switch
    {
        '0' or '\u043e' or '\u03bf' => 'o',
        '1' or 'i' or '|' or '\u0456' or '\u0131' => 'l',
        '\u0430' => 'a',
        '\u0435' => 'e',
        '\u0440' => 'p',
        '\u0441' => 'c',
        '\u0445' => 'x',
        '\u0443' => 'y',
        '5' => 's',
        _ => c,
    }));

    /// <summary>Letters to change, add, drop or swap with their neighbour to come from one to the other.</summary>
    private static int Distance(string left, string right)
    {
        int[,] cost = new int[left.Length + 1, right.Length + 1];
        for (int i = 0; i <= left.Length; i++)
        {
            for (int j = 0; j <= right.Length; j++)
            {
                cost[i, j] = i == 0 ? j : j == 0 ? i
                    : Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[left.Length, right.Length];
    }
}
