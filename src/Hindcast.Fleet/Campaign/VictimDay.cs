namespace Hindcast.Fleet.Campaign;

/// <summary>Servers at which it began on one day: the flaw first answered, or, where it never did, it was first tried or looked for.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Compromised">With an effect on the server, or more.</param>
/// <param name="Reached">Where the flaw answered and no effect is shown.</param>
/// <param name="Tried">Scanned, or attempted without an answer.</param>
public sealed record VictimDay(DateOnly Day, long Compromised, long Reached, long Tried);
