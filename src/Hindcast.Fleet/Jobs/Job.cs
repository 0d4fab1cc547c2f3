namespace Hindcast.Fleet.Jobs;

/// <summary>The assessment of a server's evidence as a piece of work.</summary>
public sealed record Job
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The server.</summary>
    public required string ServerId { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OrganisationId { get; init; }

    /// <summary>The re-assessment that it belongs to, or null.</summary>
    public string? BatchId { get; init; }

    /// <summary>How far it is.</summary>
    public required JobState State { get; init; }

    /// <summary>How often it was begun.</summary>
    public required long Attempt { get; init; }

    /// <summary>The silo that works on it, or did last; "" before.</summary>
    public required string Worker { get; init; }

    /// <summary>When it was queued.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>When its last attempt began.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Bytes read.</summary>
    public required long DoneBytes { get; init; }

    /// <summary>Bytes to read, as far as known.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>Why it failed, or "".</summary>
    public required string Error { get; init; }

    /// <summary>The assessment, when done.</summary>
    public string? AssessmentId { get; init; }
}
