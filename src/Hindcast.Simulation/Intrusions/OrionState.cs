using Hindcast.Simulation.Randomness;

namespace Hindcast.Simulation.Intrusions;

/// <summary>What an Orion server's implant has come to while its story is being scripted.</summary>
internal sealed class OrionState(ulong seed)
{
    /// <summary>Its id.</summary>
    internal byte[] HostId { get; } = SeededRandom.For(seed, "host-id").Guid().ToByteArray()[..8];

    /// <summary>Value of ReportWatcherRetry; null where the DLL holds no backdoor.</summary>
    internal int? Retry { get; set; }

    /// <summary>Value of ReportWatcherPostpone.</summary>
    internal int Postpone { get; set; } = 250;

    /// <summary>Bits of the security products.</summary>
    internal int Products { get; set; }

    /// <summary>The step to which the DLL in listings belongs, or -1.</summary>
    internal int DllStep { get; set; } = -1;
}
