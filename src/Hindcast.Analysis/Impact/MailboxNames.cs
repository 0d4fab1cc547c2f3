using Hindcast.Evidence;

namespace Hindcast.Analysis.Impact;

/// <summary>Whose mailbox a record is about, and over which protocol. Values are untrusted.</summary>
internal static class MailboxNames
{
    /// <summary>Exchange Web Services.</summary>
    internal const string WebServices = "EWS";

    private const int MaxLength = 320;

    /// <summary>The mailbox as the record writes it; "" when it does not tell.</summary>
    internal static string Of(Observation observation)
    {
        string name = FromCommand(observation) ?? FirstOf(observation, "ImpersonatedUser", "ActAsUser", "ProxyAsUser", "Mailbox")
            ?? FromAnchor(observation.Field("AnchorMailbox") ?? "") ?? "";
        return name.Length <= MaxLength ? name : "";
    }

    /// <summary>The protocol by which mail was reached.</summary>
    internal static string Protocol(Observation observation)
    {
        string target = observation.Field("AnchorMailbox") ?? observation.Field("cs-uri-stem") ?? observation.Field("UrlStem") ?? "";
        bool Has(string text) => target.Contains(text, StringComparison.OrdinalIgnoreCase);
        return FromCommand(observation) is not null || Command(observation).Contains("Export", StringComparison.OrdinalIgnoreCase) ? "export"
            : observation.Log.Kind == "exchange-ews" || Has("/ews/") ? WebServices
            : Has("/mapi/") ? "MAPI"
            : Has("/powershell") ? "PowerShell"
            : Has("/Microsoft-Server-ActiveSync") ? "EAS"
            : Has("/owa/") ? "OWA"
            : observation.Log.Part.Length > 0 && observation.Log.Kind == "exchange-httpproxy" ? observation.Log.Part
            : observation.Log.Kind;
    }

    /// <summary>The value of a cmdlet's parameter: <c>-Mailbox "value"</c>, or <c>.Mailbox='value'</c> in ECP logs.</summary>
    internal static string? Parameter(string command, string name)
    {
        foreach (string form in (string[])[$"-{name} ", $".{name}=", $"{name}="])
        {
            int at = command.IndexOf(form, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            ReadOnlySpan<char> rest = command.AsSpan(at + form.Length).TrimStart();
            if (rest.Length == 0)
            {
                return null;
            }

            // ECP logs double their quotation marks inside a quoted item.
            char quote = rest[0] is '"' or '\'' ? rest[0] : ' ';
            rest = rest.TrimStart(quote);
            int end = rest.IndexOfAny(quote, ';');
            ReadOnlySpan<char> value = (end < 0 ? rest : rest[..end]).Trim();
            return value.Length > 0 ? value.ToString() : null;
        }

        return null;
    }

    /// <summary>The text of the cmdlet that a record tells of, or "".</summary>
    internal static string Command(Observation observation) =>
        observation.Log.Kind == "evtx" ? string.Join(' ', observation.Field("Data[0]"), observation.Field("Data[1]")).Trim()
        : observation.Field("EventData") ?? observation.Field("Parameters") ?? observation.Field("CommandLine") ?? "";

    private static string? FromCommand(Observation observation)
    {
        string command = Command(observation);
        return command.Contains("Mailbox", StringComparison.OrdinalIgnoreCase) || command.Contains("InboxRule", StringComparison.OrdinalIgnoreCase)
            ? Parameter(command, "Mailbox") ?? Parameter(command, "SourceMailboxes") ?? Parameter(command, "Identity")
            : null;
    }

    private static string? FromAnchor(string anchor)
    {
        int at = anchor.StartsWith("Smtp~", StringComparison.OrdinalIgnoreCase) ? 5
            : anchor.StartsWith("Sid~", StringComparison.OrdinalIgnoreCase) ? 4
            : anchor.StartsWith("MailboxGuid~", StringComparison.OrdinalIgnoreCase) ? 12 : 0;
        return at > 0 && anchor.Length > at ? anchor[at..] : null;
    }

    private static string? FirstOf(Observation observation, params string[] names) =>
        names.Select(observation.Field).FirstOrDefault(v => v is { Length: > 0 } and not "-");
}
