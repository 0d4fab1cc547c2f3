namespace Hindcast.Fleet.Evidence;

/// <summary>What became of a piece of an upload.</summary>
public enum AppendResult : byte
{
    /// <summary>Taken, whole or up to where the connection broke: the upload tells where to go on.</summary>
    Taken,

    /// <summary>The piece does not begin where the upload ends.</summary>
    WrongOffset,

    /// <summary>Longer than was announced, or than a piece may be.</summary>
    TooLong,

    /// <summary>Another request writes to this upload.</summary>
    Busy,

    /// <summary>The upload is whole or gone.</summary>
    Closed,
}
