using System.Net;
using System.Text.RegularExpressions;
using Hindcast.Evidence;
using Hindcast.Evidence.Assessments;

namespace Hindcast.Reports.Victim;

/// <summary>
/// The names of the victim that an assessment holds: taken from the columns where logs write their own server, its domain,
/// users and addresses. Immutable.
/// </summary>
public sealed partial class VictimNames
{
    private const int ShortestName = 3;

    private static readonly HashSet<string> HostFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "ServerHostName", "ServerName", "TargetServer", "Computer", "ComputerName", "s-computername", "cs-host", "UrlHost",
        "server-hostname", "Server", "BackEndServer", "FrontEndServer", "Workstation", "WorkstationName", "TargetServerName",
        "connector-hostname", "MachineName", "Fqdn",
    };

    private static readonly HashSet<string> UserFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "cs-username", "AuthenticatedUser", "User", "UserName", "SubjectUserName", "TargetUserName", "SubjectDomainName",
        "TargetDomainName", "ActAsUser", "Mailbox", "MailboxOwner", "PrimarySmtpAddress", "sender-address", "recipient-address",
        "return-path", "AccountName", "LogonUser", "TargetUser", "ImpersonatedUser", "UserEmail", "ProcessUser", "Caller",
    };

    private static readonly HashSet<string> AddressFields = new(StringComparer.OrdinalIgnoreCase)
    {
        "s-ip", "server-ip", "local-endpoint", "LocalAddress", "BackEndIp",
    };

    /// <summary>Words that are names of many a server, and words of our own reports: hiding them would hide nothing.</summary>
    private static readonly HashSet<string> Common = new(
        [
            "localhost", "mail", "mail1", "mail2", "webmail", "owa", "exchange", "exch", "autodiscover", "www", "smtp", "remote", "server",
            "email", "outlook", "ecp", "oab", "ews", "mapi", "local", "admin", "administrator", "system", "null", "user", "users", "guest",
            "anonymous", "authority", "network service", "local service", "nt authority", "iis apppool", "window manager", "workgroup",
            "builtin", "domain", "host", "invalid", "true", "false", "post", "get", "web", "page", "the", "and", "all", "default",
            .. typeof(Outcome).Assembly.GetTypes().Where(t => t.IsEnum).SelectMany(Enum.GetNames),
        ],
        StringComparer.OrdinalIgnoreCase);

    private readonly SortedDictionary<string, VictimNameKind> _names = new(StringComparer.OrdinalIgnoreCase);

    private VictimNames()
    {
    }

    /// <summary>The names with what they name; case does not count.</summary>
    public IReadOnlyDictionary<string, VictimNameKind> All => _names;

    /// <summary>Collects the names.</summary>
    /// <param name="assessment">The assessment as it was made.</param>
    /// <param name="organisation">The organisation's name, or null.</param>
    public static VictimNames Of(Assessment assessment, string? organisation)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        VictimNames names = new();
        foreach (KeyValuePair<string, string> field in assessment.Observations.SelectMany(o => o.Fields))
        {
            names.AddField(field.Key, field.Value);
        }

        foreach (string anchor in assessment.Observations.Select(o => o.Field("AnchorMailbox")).OfType<string>().Distinct())
        {
            names.AddAnchor(anchor);
        }

        names.Add(organisation?.Trim() ?? "", VictimNameKind.Organisation);
        return names;
    }

    /// <summary>True when an address is the victim's own: internal, or one that its server answered on.</summary>
    public bool IsOwn(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return NetworkAddress.IsInternal(address) || _names.ContainsKey(address.ToString());
    }

    /// <summary>True when a host name is the victim's own, or lies in one of its domains.</summary>
    public bool IsOwn(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return _names.ContainsKey(host) || Common.Contains(host)
            || _names.Any(n => n.Value == VictimNameKind.Domain && host.EndsWith($".{n.Key}", StringComparison.OrdinalIgnoreCase))
            || (host.IndexOf('.', StringComparison.Ordinal) is > 0 and int dot
                && _names.TryGetValue(host[..dot], out VictimNameKind kind) && kind == VictimNameKind.Host);
    }

    private void AddField(string field, string value)
    {
        if (HostFields.Contains(field))
        {
            AddHost(value);
        }
        else if (AddressFields.Contains(field) && NetworkAddress.TryParse(value, out IPAddress? address))
        {
            AddAddress(address);
        }
        else if (UserFields.Contains(field))
        {
            AddUser(value, field.EndsWith("DomainName", StringComparison.OrdinalIgnoreCase));
        }
    }

    private void AddHost(string value)
    {
        foreach (string part in value.Split([' ', ',', ';', '~', '<', '>', '(', ')', '\0'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (NetworkAddress.TryParse(part, out IPAddress? address))
            {
                AddAddress(address);
                continue;
            }

            string host = part.Split(':')[0].Trim('.', '\\', '/');
            int dot = host.IndexOf('.', StringComparison.Ordinal);
            if (!HostName().IsMatch(host))
            {
                continue;
            }

            Add(dot < 0 ? host : host[..dot], VictimNameKind.Host);
            if (dot >= 0)
            {
                AddDomain(host.Count(c => c == '.') == 1 ? host : host[(dot + 1)..]);
            }
        }
    }

    private void AddDomain(string domain)
    {
        Add(domain, VictimNameKind.Domain);

        // The organisation's name is mostly the label before the last one (contoso in contoso.example).
        string[] labels = domain.Split('.');
        if (labels.Length >= 2 && labels[^2].Length > 4)
        {
            Add(labels[^2], VictimNameKind.Domain);
        }
    }

    private void AddAddress(IPAddress address)
    {
        if (!IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            Add(address.ToString(), VictimNameKind.Address);
        }
    }

    private void AddUser(string value, bool isDomain)
    {
        string user = value.Trim();
        if (user.IndexOf('\\', StringComparison.Ordinal) is > 0 and int slash)
        {
            Add(user[..slash], VictimNameKind.Domain);
            user = user[(slash + 1)..];
        }

        if (user.IndexOf('@', StringComparison.Ordinal) is > 0 and int at)
        {
            if (HostName().IsMatch(user[(at + 1)..]) && user[(at + 1)..].Contains('.', StringComparison.Ordinal))
            {
                AddDomain(user[(at + 1)..]);
            }

            user = user[..at];
        }

        Add(user.TrimEnd('$'), isDomain ? VictimNameKind.Domain : user.EndsWith('$') ? VictimNameKind.Host : VictimNameKind.User);
    }

    /// <summary>A server that the anchor names is the victim's when its first label is that of a known server.</summary>
    private void AddAnchor(string anchor)
    {
        foreach (Match match in FullName().Matches(anchor))
        {
            string host = match.Value;
            int dot = host.IndexOf('.', StringComparison.Ordinal);
            if (_names.TryGetValue(host[..dot], out VictimNameKind kind) && kind == VictimNameKind.Host)
            {
                AddDomain(host[(dot + 1)..]);
            }
        }
    }

    private void Add(string name, VictimNameKind kind)
    {
        if (name.Length >= ShortestName && name.Length <= 256 && !Common.Contains(name))
        {
            _names.TryAdd(name, kind);
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*$")]
    private static partial Regex HostName();

    [GeneratedRegex(@"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+")]
    private static partial Regex FullName();
}
