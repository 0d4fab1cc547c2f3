using System.Globalization;
using System.Text;
using Hindcast.Simulation.Servers;

namespace Hindcast.Simulation.Intrusions;

/// <summary>
/// Pages that look like those that were left behind and can't work: what stands in the script block is no program, so a server
/// answers with a compiler error and runs nothing. Each says so of itself.
/// </summary>
internal static class InertPage
{
    private const string Marker = "INERT: made by a simulator, not a program )(";

    /// <summary>The address that the virtual directory was set to.</summary>
    internal static string ExternalUrl(string key) =>
        $"http://f/<script language=\"JScript\" runat=\"server\">{Marker} eval(Request[\"{key}\"],\"unsafe\") </script>";

    /// <summary>The settings of a virtual directory as the reset writes them, with the script as the address.</summary>
    internal static string OabSettings(ServerPlan plan, string key, long ticks)
    {
        DateTime local = new DateTime(ticks) + plan.UtcOffset;
        string cu = string.Create(CultureInfo.InvariantCulture, $"Version 15.{plan.Builds[0].Build.Minor} (Build {plan.Builds[0].Build.Build}.{plan.Builds[0].Build.Revision})");
        string changed = local.ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture);
        (string Name, string Value)[] settings =
        [
            ("Name", "OAB (Default Web Site)"), ("PollInterval", "480"), ("OfflineAddressBooks", "\\Default Offline Address Book"), ("RequireSSL", "True"), ("BasicAuthentication", "False"),
            ("WindowsAuthentication", "True"), ("OAuthAuthentication", "False"), ("MetabasePath", $"IIS://{plan.Fqdn}/W3SVC/1/ROOT/OAB"), ("Path", "C:\\Program Files\\Microsoft\\Exchange Server\\V15\\FrontEnd\\HttpProxy\\OAB"),
            ("ExtendedProtectionTokenChecking", "None"), ("ExtendedProtectionFlags", ""), ("ExtendedProtectionSPNList", ""), ("AdminDisplayVersion", cu), ("Server", plan.Name),
            ("InternalUrl", $"https://{plan.Fqdn}/OAB"), ("InternalAuthenticationMethods", "WindowsIntegrated"), ("ExternalUrl", ExternalUrl(key)), ("ExternalAuthenticationMethods", "WindowsIntegrated"),
            ("AdminDisplayName", ""), ("ExchangeVersion", "0.10 (14.0.100.0)"), ("DistinguishedName", $"CN=OAB (Default Web Site),CN=HTTP,CN=Protocols,CN={plan.Name},CN=Servers"),
            ("Identity", $"{plan.Name}\\OAB (Default Web Site)"), ("Guid", plan.Databases[1]), ("ObjectCategory", "ms-Exch-OAB-Virtual-Directory"), ("ObjectClass", "top, msExchVirtualDirectory, msExchOABVirtualDirectory"),
            ("WhenChanged", changed), ("WhenCreated", changed), ("WhenChangedUTC", new DateTime(ticks).ToString("M/d/yyyy h:mm:ss tt", CultureInfo.InvariantCulture)), ("OrganizationId", ""),
            ("Id", $"{plan.Name}\\OAB (Default Web Site)"), ("OriginatingServer", $"dc01.{plan.Domain}"), ("IsValid", "True"),
        ];
        StringBuilder text = new();
        foreach ((string name, string value) in settings)
        {
            text.Append(name.PadRight(32)).Append(": ").Append(value).Append("\r\n");
        }

        return text.ToString();
    }

    /// <summary>A page of one line that takes its orders from a field of the request.</summary>
    internal static string OneLine(string key) =>
        $"<%@ Page Language=\"Jscript\"%><% {Marker} eval(Request.Item[\"{key}\"],\"unsafe\"); %>\r\n";
}
