select o.customer,sum(o.amount)from orders o join(select*from customers)c on o.customer=c.customer group by all
