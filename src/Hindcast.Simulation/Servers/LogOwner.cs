namespace Hindcast.Simulation.Servers;

/// <summary>Products whose servers write a log.</summary>
[Flags]
internal enum LogOwner : byte
{
    None = 0,
    Exchange = 1,
    Orion = 2,
    Both = Exchange | Orion,
}
