namespace Hindcast.Sigma;

/// <summary>What a rule says about where its events come from. Category, product and service are in lower case; empty when not stated.</summary>
/// <param name="Category">Such as <c>process_creation</c>.</param>
/// <param name="Product">Such as <c>windows</c>.</param>
/// <param name="Service">Such as <c>security</c>.</param>
/// <param name="Definition">What must be set up for the events to be there, in words.</param>
public sealed record SigmaLogSource(string Category, string Product, string Service, string Definition)
{
    /// <summary>Category, product and service with <c>*</c> where the rule does not say: <c>process_creation/windows/*</c>.</summary>
    public override string ToString() => $"{Star(Category)}/{Star(Product)}/{Star(Service)}";

    private static string Star(string text) => text.Length == 0 ? "*" : text;
}
