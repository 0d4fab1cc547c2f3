using Hindcast.Simulation.Randomness;

namespace Hindcast.Simulation.Servers;

/// <summary>
/// Addresses outside of the organisation, of ranges that are reserved for documentation and tests (RFC 5737, RFC 2544) and for
/// carriers (RFC 6598). People, scanners and intruders draw from the same ranges, so that an address tells nothing.
/// </summary>
internal static class AddressPool
{
    internal static string Internet(SeededRandom random) => random.Below(8) switch
    {
        0 => $"192.0.2.{random.Between(1, 254)}",
        1 => $"198.51.100.{random.Between(1, 254)}",
        2 => $"203.0.113.{random.Between(1, 254)}",
        _ => $"198.{random.Between(18, 19)}.{random.Between(0, 255)}.{random.Between(1, 254)}",
    };

    internal static string Carrier(SeededRandom random) =>
        $"100.{random.Between(64, 127)}.{random.Between(0, 255)}.{random.Between(1, 254)}";
}
