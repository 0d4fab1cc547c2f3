namespace Hindcast.Evidence.Assessments;

/// <summary>One thing that is unusual about an item, with what is normal beside it.</summary>
public sealed record UnusualSign
{
    /// <summary>What kind of oddness.</summary>
    public required UnusualFamily Family { get; init; }

    /// <summary>What was seen on the day. Quotes evidence.</summary>
    public required string What { get; init; }

    /// <summary>What the days before it were like. Quotes evidence.</summary>
    public required string Normal { get; init; }

    /// <summary>What is compared with other servers: a path, a program, a form of a value. Names no person and no machine; "" when nothing is comparable.</summary>
    public string Thing { get; init; } = "";

    /// <summary>Rows or events of the day that are like this.</summary>
    public required long Count { get; init; }

    /// <summary>How rare days with such a sign were before, in tenths of a bit: 10 is one day in two, 40 one in sixteen.</summary>
    public required int TenthsOfBit { get; init; }

    /// <summary>The first rows or events that show it.</summary>
    public required IReadOnlyList<UnusualPlace> Places { get; init; }
}
