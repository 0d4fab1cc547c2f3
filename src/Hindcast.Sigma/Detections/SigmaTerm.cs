namespace Hindcast.Sigma.Detections;

/// <summary>A node of a parsed detection. Immutable.</summary>
public abstract class SigmaTerm;
