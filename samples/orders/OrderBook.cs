using System.Collections.Concurrent;

namespace Orders;

/// <summary>The orders, in memory.</summary>
public sealed class OrderBook
{
    private readonly ConcurrentDictionary<int, Order> _orders = new() { [7] = new Order("chair", 4) };

    /// <summary>An order, or null.</summary>
    public Order? Find(int id) => _orders.GetValueOrDefault(id);

    /// <summary>The orders of an item; all of them without one.</summary>
    public IEnumerable<Order> Of(string? item) => _orders.Values.Where(order => item is null || order.Item == item);

    /// <summary>Keeps an order.</summary>
    public Order Put(int id, Order order) => _orders[id] = order;
}
