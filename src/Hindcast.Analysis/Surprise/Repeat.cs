namespace Hindcast.Analysis.Surprise;

/// <summary>One kind of rows in a <see cref="RepeatTable"/>: what they add up to since the last that was counted by itself. As small as can be: it is looked up for every row.</summary>
internal struct Repeat
{
    /// <summary>See <see cref="RequestKind"/>; 0 of an empty place.</summary>
    internal ulong Kind;

    /// <summary>When the first of them was that was counted by itself. A later row is the first of nothing.</summary>
    internal long FirstTicks;

    /// <summary>Before this moment a row may be one of the client's first posts.</summary>
    internal long PostsUntil;

    internal long LastTicks;

    internal long Count;

    internal PathVolume Volume;
}
