namespace Hindcast.Simulation.Truths;

/// <summary>The server.</summary>
public sealed record TruthServer
{
    /// <summary>Host name.</summary>
    public required string Name { get; init; }

    /// <summary>Full name.</summary>
    public required string Fqdn { get; init; }

    /// <summary>Whose it is.</summary>
    public required string Organisation { get; init; }

    /// <summary>Line of business, or "".</summary>
    public required string Sector { get; init; }

    /// <summary>ISO 3166 code, or "".</summary>
    public required string Country { get; init; }

    /// <summary>Mailboxes in use.</summary>
    public required int Users { get; init; }

    /// <summary>Time zone of the people.</summary>
    public required int UtcOffsetHours { get; init; }
}
