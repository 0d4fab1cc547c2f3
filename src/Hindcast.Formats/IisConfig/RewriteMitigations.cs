namespace Hindcast.Formats.IisConfig;

/// <summary>
/// Knows the URL-Rewrite rules by which Microsoft's tools (EOMT, EOMTv2, the Emergency Mitigation service) and guides close
/// a flaw: by what they stop, because their names were changed and typed by hand.
/// </summary>
internal static class RewriteMitigations
{
    /// <summary>What a rule mitigates, or "".</summary>
    /// <param name="name">Its name.</param>
    /// <param name="conditions">Its patterns.</param>
    /// <param name="action">Its action's type.</param>
    internal static string Of(string name, string conditions, string action)
    {
        if (action is not ("AbortRequest" or "CustomResponse"))
        {
            return "";
        }

        bool Stops(string text) => conditions.Contains(text, StringComparison.OrdinalIgnoreCase);
        return Stops("X-AnonResource-Backend") || Stops("X-BEResource") ? "CVE-2021-26855"
            : Stops("autodiscover") && Stops("powershell") ? "CVE-2022-41040"
            : name.StartsWith("EEMS ", StringComparison.OrdinalIgnoreCase) ? name
            : "";
    }
}
