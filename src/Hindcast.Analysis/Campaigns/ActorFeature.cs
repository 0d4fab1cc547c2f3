namespace Hindcast.Analysis.Campaigns;

/// <summary>One thing that a publisher saw with an actor.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The thing, as logs and files have it.</param>
/// <param name="IsExclusive">True when the publisher ties it to this actor alone; false for what others use too.</param>
/// <param name="From">First day on which it was theirs, or null when the actor's own first day holds.</param>
/// <param name="Until">Last day, or null when not published. Rented addresses change hands.</param>
/// <param name="Source">Who published it and when.</param>
public sealed record ActorFeature(
    ActorFeatureKind Kind, string Value, bool IsExclusive, DateOnly? From, DateOnly? Until, string Source);
