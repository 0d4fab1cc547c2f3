using System.Net;

namespace Hindcast.Fleet.Cluster;

/// <summary>How a silo finds the others.</summary>
public sealed record SiloPlace
{
    /// <summary>Name of the cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>Connection string of PostgreSQL; null for a silo alone.</summary>
    public string? Database { get; init; }

    /// <summary>Address that others reach this silo at.</summary>
    public required IPAddress Advertised { get; init; }

    /// <summary>Port between silos; 0 for a free one.</summary>
    public int SiloPort { get; init; }

    /// <summary>Port for clients of the cluster; 0 for a free one.</summary>
    public int GatewayPort { get; init; }

    /// <summary>How silos know each other; null for a network of their own.</summary>
    public SiloTls? Tls { get; init; }
}
