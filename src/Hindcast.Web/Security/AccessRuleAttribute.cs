namespace Hindcast.Web.Security;

/// <summary>What an endpoint needs. One without a rule is refused to everybody.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class AccessRuleAttribute(AccessNeed need, string? audit = null) : Attribute
{
    /// <summary>What the caller needs.</summary>
    internal AccessNeed Need => need;

    /// <summary>The action that the audit log names, or null when it is not logged.</summary>
    internal string? Audit => audit;
}
