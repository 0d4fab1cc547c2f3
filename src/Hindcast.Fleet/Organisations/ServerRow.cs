using Hindcast.Evidence;

namespace Hindcast.Fleet.Organisations;

/// <summary>A server and what its last assessment says.</summary>
public sealed record ServerRow
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string OrganisationId { get; init; }

    /// <summary>Name of the organisation.</summary>
    public required string Organisation { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Its last assessment, or null.</summary>
    public string? AssessmentId { get; init; }

    /// <summary>When that was made.</summary>
    public DateTimeOffset? Assessed { get; init; }

    /// <summary>Its outcome.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Its headline. Untrusted.</summary>
    public string? Headline { get; init; }

    /// <summary>True when some evidence could not be read.</summary>
    public bool Incomplete { get; init; }

    /// <summary>First sign, or null.</summary>
    public DateTimeOffset? FirstSign { get; init; }

    /// <summary>First answer that only the flaw gives, or null.</summary>
    public DateTimeOffset? FirstReached { get; init; }

    /// <summary>First effect, or null.</summary>
    public DateTimeOffset? FirstSuccess { get; init; }

    /// <summary>Last sign, or null.</summary>
    public DateTimeOffset? LastSign { get; init; }

    /// <summary>Where the next page of a list by name begins: after this row.</summary>
    public string Cursor => $"{Id}{Name}";
}
