namespace Hindcast.Evidence;

/// <summary>One log as an administrator would name it: a kind, and which of several of that kind.</summary>
/// <param name="Kind">The format's id: <c>iis-w3c</c>, <c>exchange-httpproxy</c>, <c>exchange-ecp-server</c> ...</param>
/// <param name="Part">Which one: the IIS site's folder (W3SVC1), the HttpProxy protocol (Ecp); "" where there is one.</param>
public readonly record struct LogName(string Kind, string Part) : IComparable<LogName>
{
    /// <inheritdoc/>
    public int CompareTo(LogName other)
    {
        int byKind = string.CompareOrdinal(Kind, other.Kind);
        return byKind != 0 ? byKind : string.CompareOrdinal(Part, other.Part);
    }

    /// <inheritdoc/>
    public override string ToString() => Part.Length == 0 ? Kind : $"{Kind}/{Part}";

    /// <summary>True when <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(LogName left, LogName right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(LogName left, LogName right) => left.CompareTo(right) > 0;

    /// <summary>True when <paramref name="left"/> does not sort after <paramref name="right"/>.</summary>
    public static bool operator <=(LogName left, LogName right) => left.CompareTo(right) <= 0;

    /// <summary>True when <paramref name="left"/> does not sort before <paramref name="right"/>.</summary>
    public static bool operator >=(LogName left, LogName right) => left.CompareTo(right) >= 0;
}
