namespace Hindcast.Sigma.Conditions;

/// <summary>A node of a parsed condition, over the detections of a rule by their place in its list. Immutable.</summary>
public abstract class SigmaCondition;
