namespace Hindcast.Fleet.Campaign;

/// <summary>Something that an operator can be told by, at one server.</summary>
/// <param name="ServerId">The server.</param>
/// <param name="OrganisationId">Whose it is.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value.</param>
/// <param name="First">Unix milliseconds, or null.</param>
/// <param name="Hands">The server's actor clusters that it belongs to, as <see cref="Results.Term.Hands"/> has them.</param>
public sealed record ActorTerm(string ServerId, string OrganisationId, string Kind, string Value, long? First, long Hands = 0);
