namespace Hindcast.Sigma.Conditions;

/// <summary>A detection by its place in the rule's list.</summary>
/// <param name="index">The place, from 0.</param>
public sealed class SigmaDetectionReference(int index) : SigmaCondition
{
    /// <summary>The place in <see cref="SigmaRule.Detections"/>, from 0.</summary>
    public int Index { get; } = index;
}
