using Hindcast.Evidence;

namespace Hindcast.Fleet.Organisations;

/// <summary>Which servers a list shows.</summary>
public sealed record ServerFilter
{
    /// <summary>Only those of this organisation.</summary>
    public string? OrganisationId { get; init; }

    /// <summary>Only those whose name begins so.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>Only those with this outcome or a worse one.</summary>
    public Outcome? AtLeast { get; init; }

    /// <summary>Only those behind this row (<see cref="ServerRow.Cursor"/>).</summary>
    public string? After { get; init; }

    /// <summary>Most rows, 1 to 200.</summary>
    public int Limit { get; init; } = 50;
}
