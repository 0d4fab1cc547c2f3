namespace Hindcast.Fleet.Campaign;

/// <summary>Servers whose first sign is of one day.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Compromised">With an effect on the server, or more.</param>
/// <param name="Reached">Where the flaw answered and no effect is shown.</param>
/// <param name="Tried">Scanned, or attempted without an answer.</param>
public sealed record VictimDay(DateOnly Day, long Compromised, long Reached, long Tried);
