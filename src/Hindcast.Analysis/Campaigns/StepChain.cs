namespace Hindcast.Analysis.Campaigns;

/// <summary>Steps of which each can only be made with what the one before brought back.</summary>
/// <param name="Subject">The flaw that brings it back.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Window">The longest time between two steps.</param>
/// <param name="Because">Why a later step proves an earlier one, in one sentence.</param>
public sealed record StepChain(string Subject, IReadOnlyList<string> Steps, TimeSpan Window, string Because);
