import { columns, type Preset } from "./preset";

/** Exports of programs that keep customers, deals and books. */
export const crm: readonly Preset[] = [
  {
    id: "hubspot_deals",
    brand: "HubSpot",
    checked: "partly",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["Record ID", "Deal Name", "Deal Stage", "Amount"],
        headers: columns(`
          Record ID; Deal Name; Deal Stage; Close Date; Deal owner; Amount; Pipeline; Create Date;
          Associated Contact; Associated Company; Associated Contact IDs; Associated Company IDs;
          Original Source; Last Activity Date`),
      },
    ],
    roles: {
      customer: [
        "Associated Contact IDs",
        "Associated Company IDs",
        "Associated Contact",
        "Associated Company",
      ],
      order: ["Record ID"],
      date: ["Close Date"],
      amount: ["Amount"],
      currency: ["Currency"],
      refund: ["Deal Stage"],
    },
    cancelled: ["!Closed Won"],
    otherwise: ["Closed Lost"],
    notes: ["won-only"],
  },
  {
    id: "salesforce_opportunities",
    brand: "Salesforce",
    checked: "partly",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["Opportunity Name", "Stage", "Amount", "Close Date"],
        headers: columns(`
          Opportunity Owner; Account Name; Opportunity Name; Stage; Fiscal Period; Amount;
          Expected Revenue; Probability (%); Age; Close Date; Created Date; Next Step; Lead Source; Type`),
      },
      {
        telling: ["Id", "StageName", "Amount", "CloseDate"],
        headers: columns(`
          Id; IsDeleted; AccountId; RecordTypeId; Name; StageName; Amount; Probability; CloseDate; Type;
          LeadSource; IsClosed; IsWon; CurrencyIsoCode; CampaignId; OwnerId; CreatedDate; ContactId`),
      },
    ],
    roles: {
      customer: ["AccountId", "Account Name", "ContactId"],
      order: ["Opportunity ID", "Id"],
      date: ["Close Date", "CloseDate"],
      amount: ["Amount"],
      currency: ["CurrencyIsoCode", "Amount Currency"],
      refund: ["Stage", "StageName"],
    },
    cancelled: ["!Closed Won"],
    otherwise: ["Closed Lost"],
    notes: ["won-only"],
  },
  {
    id: "dynamics365_salesorder",
    brand: "Dynamics 365",
    checked: "partly",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["Order ID", "Total Amount", "Potential Customer"],
        headers: columns(`
          (Do Not Modify) Order; (Do Not Modify) Row Checksum; (Do Not Modify) Modified On; Name;
          Order ID; Status Reason; Total Amount; Potential Customer; Created On; Currency`),
      },
      {
        telling: ["salesorderid", "totalamount", "customerid"],
        headers: columns(`
          salesorderid; ordernumber; name; customerid; accountid; contactid; totalamount;
          totallineitemamount; totaldiscountamount; totaltax; freightamount; totalamountlessfreight;
          statecode; statuscode; submitdate; datefulfilled; transactioncurrencyid; createdon;
          opportunityid; campaignid`),
      },
    ],
    roles: {
      customer: ["Potential Customer", "customerid", "accountid"],
      order: ["Order ID", "ordernumber", "salesorderid"],
      date: ["Submit Date", "Created On", "submitdate", "createdon"],
      amount: ["Total Amount", "totalamount"],
      currency: ["Currency", "transactioncurrencyid"],
      refund: ["Status Reason", "statuscode"],
    },
    cancelled: ["Canceled", "Cancelled"],
    notes: ["refund-elsewhere"],
  },
  {
    id: "bitrix24_deals",
    brand: "Bitrix24",
    checked: "partly",
    holds: "orders",
    grain: "order",
    forms: [
      {
        telling: ["ID", "Стадия сделки", "Сумма"],
        headers: columns(`
          ID; Воронка; Стадия сделки; Название; Тип; Источник; Сумма; Валюта; Компания; Контакт;
          Дата начала; Дата завершения; Ответственный; Дата создания; Дата изменения; UTM Source;
          UTM Medium; UTM Campaign`),
      },
      {
        telling: ["ID", "OPPORTUNITY", "DATE_CREATE"],
        headers: columns(`
          ID; DATE_CREATE; DATE_MODIFY; TITLE; CATEGORY; STAGE_ID; STAGE; STAGE_SEMANTIC_ID; OPPORTUNITY;
          CURRENCY_ID; COMPANY_ID; COMPANY; CONTACT_ID; CONTACT; SOURCE_ID; BEGINDATE; CLOSEDATE;
          CRM_PRODUCT; UTM_SOURCE`),
      },
    ],
    roles: {
      customer: ["Контакт", "Компания", "CONTACT_ID", "COMPANY_ID"],
      order: ["ID"],
      date: ["Дата завершения", "Дата создания", "CLOSEDATE", "DATE_CREATE"],
      amount: ["Сумма", "OPPORTUNITY"],
      currency: ["Валюта", "CURRENCY_ID"],
      product: ["Товар", "CRM_PRODUCT"],
      refund: ["Стадия сделки", "STAGE_SEMANTIC_ID", "STAGE"],
    },
    totals: ["Сумма", "OPPORTUNITY"],
    cancelled: ["Сделка провалена", "Проиграна", "F"],
    notes: ["name-key"],
  },
  {
    id: "1c_sales",
    brand: "1C",
    checked: "unverified",
    holds: "orders",
    grain: "line",
    forms: [
      {
        telling: ["Дата", "Контрагент|Клиент", "Номенклатура", "Количество", "Сумма"],
        headers: columns(`
          Дата; Номер; Контрагент|Клиент; Номенклатура; Артикул; Количество; Единица; Цена; Сумма;
          Ставка НДС; Сумма НДС; Всего; Склад; Организация; Менеджер; Валюта`),
      },
    ],
    roles: {
      customer: ["Контрагент", "Клиент"],
      order: ["Номер"],
      date: ["Дата"],
      amount: ["Всего", "Сумма"],
      currency: ["Валюта"],
      product: ["Артикул", "Номенклатура"],
      quantity: ["Количество"],
    },
    notes: ["name-key", "totals-row"],
  },
  {
    id: "hubspot_contacts",
    brand: "HubSpot",
    checked: "verified",
    holds: "customers",
    grain: "customer",
    forms: [
      {
        telling: ["Record ID", "Email", "Lead Status", "Create Date"],
        headers: columns(`
          Record ID; First Name; Last Name; Email; Phone Number; Contact owner;
          Primary Associated Company ID; Last Activity Date; Lead Status; Marketing contact status;
          Create Date; Associated Company`),
      },
    ],
    roles: {
      customer: ["Email", "Record ID"],
      date: ["Create Date"],
    },
    notes: [],
  },
  {
    id: "klaviyo_profiles",
    brand: "Klaviyo",
    checked: "verified",
    holds: "customers",
    grain: "customer",
    forms: [
      {
        telling: ["Email", "Klaviyo ID"],
        headers: columns(`
          Email; Klaviyo ID; First Name; Last Name; Organization; Title; Phone Number; Address;
          Address 2; City; State / Region; Country; Zip Code; Latitude; Longitude; Source; Consent;
          First Active; Last Active; Profile Created On; Date Added; Last Open; Last Click;
          Initial Source; Initial Source Medium; Initial Source Campaign; Initial Source Content;
          Initial Source Term; Last Source; Last Source Medium; Last Source Campaign;
          Historic Customer Lifetime Value; Predicted Customer Lifetime Value;
          Total Customer Lifetime Value; Historic Number Of Orders; Predicted Number Of Orders;
          Churn Risk Prediction; Average Days Between Orders; Average Order Value;
          Expected Date Of Next Order`),
      },
    ],
    roles: {
      customer: ["Email", "Klaviyo ID"],
      date: ["Last Active", "Profile Created On"],
    },
    notes: ["clv-check"],
  },
];
