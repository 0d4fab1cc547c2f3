namespace Hindcast.Formats.Evtx;

/// <summary>How to read event logs.</summary>
public sealed record EvtxReadOptions
{
    /// <summary>Recover, verify checksums, do not carve, shared templates.</summary>
    public static EvtxReadOptions Default { get; } = new();

    /// <summary>What to do with data that fails a check.</summary>
    public EvtxReadPolicy Policy { get; init; } = EvtxReadPolicy.Recover;

    /// <summary>Also look for records in slack space and in chunks without a valid header.</summary>
    public bool Carve { get; init; }

    /// <summary>Compute and compare the checksums of chunks.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>Where compiled templates are kept.</summary>
    public EvtxTemplateCache Templates { get; init; } = EvtxTemplateCache.Shared;
}
